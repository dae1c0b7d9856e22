import { useAddress } from '../../platform/ui/index.web.ts';
import { useSession } from '../accounts/session.web.ts';

/** The day gone by that is looked at; undefined: today. It lives in the address, so that a sent link shows the same figures. */
export function usePastDay(): string | undefined {
  const [{ on }] = useAddress('on');
  const { today } = useSession();
  return on !== undefined && on < today ? on : undefined;
}

import type { ReactNode } from 'react';
import { ClauseButton } from '../../platform/ui/index.web.ts';
import type { RuleShown } from './packs.schema.ts';

/** One value of a policy: its name, what it says, and the article behind it. */
export function PackLine({ title, clause, children }: { title: string; clause: RuleShown['clause']; children?: ReactNode }) {
  return (
    <li>
      <div><div className="policies-title">{title}</div>{children ? <div className="policies-details">{children}</div> : null}</div>
      <ClauseButton clause={clause} />
    </li>
  );
}

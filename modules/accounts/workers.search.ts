import type { Context } from '../../platform/context.ts';
import { beginsWith } from '../../platform/database/prefix.ts';
import { readLetters, readPhone } from './typed.rules.ts';
import type { WorkerCondition } from './workers.queries.ts';

/** Workers meant by what was typed: a whole phone, the letters or initials of a name, or its beginning. Null: nothing was typed. */
export function workerCondition(ctx: Pick<Context, 'keys'>, text: string | undefined): WorkerCondition | null {
  const words = (text ?? '').normalize('NFKC').trim();
  if (words === '') return null;
  const phone = readPhone(words);
  if (phone !== null) return (eb) => eb('w.phoneIndex', '=', ctx.keys.blindIndex('phone', phone));
  const letters = readLetters(words);
  if (letters !== null) return (eb) => eb.or([beginsWith('w.initials', letters), beginsWith('w.pinyin', letters)]);
  return (eb) => eb.and([beginsWith('w.name', words.replace(/\s+/g, ''))]);
}

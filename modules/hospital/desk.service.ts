import { uuidv7 } from 'uuidv7';
import { codeIndex } from '../../platform/codes/codes.ts';
import { readCode } from '../../platform/codes/codes.rules.ts';
import type { Keys } from '../../platform/crypto/keys.ts';
import type { LoneContext } from '../../platform/http/lone.ts';
import { readIdNumber } from '../households/idNumber.rules.ts';
import { policyBook } from '../policies/policies.context.ts';
import { menuOf } from './desk.menu.ts';
import { askDesk, type DeskAnswer } from './hospital.queries.ts';
import type { DeskQuestion, DeskReply, DeskStatus } from './hospital.schema.ts';
import { hospitalProblem } from './hospital.text.ts';

const nothing = (status: DeskStatus): DeskReply => ({ status, checkId: null, holder: null, benefits: [], doctor: null, deskContact: null });

/**
 * Answers a desk about one person: valid or not, which benefits hold here, whom to call (D2). Nothing else of the file is ever in reach of it.
 * Who may ask is decided by the function that answers (app.desks_of).
 * @throws Problem `desk.unreadable` (422), `desk.limit` (429), `not-allowed` (403)
 */
export async function checkAtDesk(ctx: LoneContext, question: DeskQuestion): Promise<DeskReply> {
  const found = await askDesk(ctx, { lookId: uuidv7(), ...indexOf(ctx.keys, question) }).catch(limited);
  return found.status === 'valid' ? replyOf(ctx, found) : nothing(found.status);
}

function indexOf(keys: Keys, question: DeskQuestion): { by: 'code' | 'idNumber'; index: Buffer } {
  if ('code' in question) {
    const read = readCode(question.code);
    // Mistyped is told apart from unknown without asking anyone: the check digits are arithmetic.
    if (read.kind === 'unreadable') throw hospitalProblem('desk.unreadable');
    return { by: 'code', index: codeIndex(keys, read.number) };
  }
  const read = readIdNumber(question.idNumber);
  if (typeof read === 'string') throw hospitalProblem('desk.unreadable');
  return { by: 'idNumber', index: keys.blindIndex('idNumber', read.idNumber) };
}

function replyOf(ctx: LoneContext, found: Extract<DeskAnswer, { status: 'valid' }>): DeskReply {
  const { status, withIdCard, benefits } = menuOf(policyBook(ctx), found, ctx.today);
  if (status !== 'valid') return nothing(status);
  return {
    status, checkId: found.lookId,
    holder: { name: found.name, idTail: opened(ctx.keys, found.idNumberEnc)?.slice(-4) ?? null, withIdCard },
    benefits,
    doctor: found.doctorName === null ? null : { name: found.doctorName, phone: opened(ctx.keys, found.doctorPhoneEnc) },
    deskContact: found.deskContact,
  };
}

const opened = (keys: Keys, sealed: string | null): string | null => (sealed === null ? null : keys.open(Buffer.from(sealed, 'base64')));

/** What app.desk_checks refuses with. */
function limited(error: { readonly code?: string }): never {
  if (error.code === 'LX429') throw hospitalProblem('desk.limit');
  throw error;
}

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { differentBody, notAllowed, Problem, type Text } from '../problem.ts';
import { fieldWords } from './fieldWords.ts';

/** The body of every error, RFC 9457. */
export const problemBody = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  text: z.object({ zh: z.string(), en: z.string() }),
  fields: z.array(z.object({ field: z.string(), code: z.string(), message: z.object({ zh: z.string(), en: z.string() }).optional() })),
});

const saysEnglish = (header: string | undefined): boolean => /^en\b/i.test(header ?? '');

const bodyOf = ({ status, code, text, fields }: Problem, english: boolean): z.input<typeof problemBody> =>
  ({ type: `urn:lianxin:problem:${code}`, title: english ? text.en : text.zh, status, code, text, fields: [...fields] });

export function sendProblem(request: FastifyRequest, reply: FastifyReply, problem: Problem): FastifyReply {
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(bodyOf(problem, saysEnglish(request.headers['accept-language'])));
}

/** An address or a head that no route ever sees is refused in the same form as everything else: programs read one kind of error. */
export function sendUnreadable(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(request, reply, unreadable(400));
}

/** As {@link sendUnreadable}, where not even the first line could be read and there is only the wire. */
export function refuseOnWire({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = unreadable(code === 'HPE_HEADER_OVERFLOW' ? 431 : code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400);
  const body = JSON.stringify(bodyOf(problem, false));
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}

const unreadable = (status: 400 | 408 | 431): Problem => new Problem(status, 'request.unreadable', {
  zh: '这个请求读不懂。地址里的汉字和空格要按 %E8%BF%9E 这样的写法编码，请求头不能太长。',
  en: 'The request could not be read. Encode Chinese characters and spaces of an address, as in %E8%BF%9E, and keep the headers short.',
});

const busy = (): Problem =>
  new Problem(503, 'database.away', {
    zh: '数据库正在恢复，刚才的内容没有丢，请过几秒再试一次。',
    en: 'The database is recovering; nothing already saved is lost. Try again in a few seconds.',
  });

const unexpected = (): Problem =>
  new Problem(500, 'unexpected', {
    zh: '程序出了意外，这一步没有保存。请再试一次；还不行的话，把时间告诉管理员。',
    en: 'Something unexpected happened and this step was not saved. Try once more; if it stays, tell the administrator the time.',
  });

export const passwordUnchanged = (): Problem =>
  new Problem(403, 'password.mustChange', {
    zh: '现在的密码是管理员给的，请先换成自己的密码，再做别的。',
    en: 'Your present password came from the administrator. Change it to one of your own first.',
  });

export const personsOnly = (): Problem =>
  new Problem(403, 'token.person', {
    zh: '这件事只能由本人登录后来做，程序凭证不能做。',
    en: 'Only the person, signed in, may do this; a program\'s token may not.',
  });

const missingReference = (): Problem =>
  new Problem(422, 'reference.missing', {
    zh: '填写的人或家庭在这里找不到，请重新选择。',
    en: 'The person or household named does not exist here. Choose again.',
  });

// PostgreSQL's own codes, matched by SQLSTATE because texts and constraint names differ on a cluster.
const RAISED: Readonly<Record<string, () => Problem>> = {
  '42501': notAllowed,
  '23505': differentBody,
  '23503': missingReference,
  '08006': busy,
  '08003': busy,
  '08001': busy,
  '57P01': busy,
  '57P02': busy,
  '57P03': busy,
  ECONNREFUSED: busy,
  ECONNRESET: busy,
};

const LOST_CONNECTION = /Connection terminated|connection.*(ended|closed)|timeout exceeded when trying to connect/i;

/** Turns whatever a use case threw into a Problem; null: it is a defect and must be logged. */
export function toProblem(error: unknown): { problem: Problem; defect: boolean } {
  if (error instanceof Problem) return { problem: error, defect: false };
  const { code, statusCode, message = '' } = error as { code?: string; statusCode?: number; message?: string };
  const known = code ? RAISED[code] : undefined;
  if (known) return { problem: known(), defect: false };
  if (LOST_CONNECTION.test(message)) return { problem: busy(), defect: false };
  const refused = statusCode && statusCode < 500 ? fromFastify(statusCode) : null;
  if (refused) return { problem: refused, defect: false };
  return { problem: unexpected(), defect: true };
}

function fromFastify(status: number): Problem {
  const texts: Readonly<Record<number, [string, Text]>> = {
    413: ['body.tooLarge', { zh: '内容太大了，请分开提交。', en: 'This is too large; send it in parts.' }],
    415: ['body.type', { zh: '不认识这种内容格式。', en: 'This kind of content is not understood.' }],
    429: ['rate.limited', { zh: '操作太快了，请等一分钟再试。', en: 'Too many requests. Wait a minute and try again.' }],
    404: ['not-found', { zh: '没有这个地址。', en: 'There is nothing at this address.' }],
  };
  const [code, text] = texts[status] ?? ['input.invalid', { zh: '内容格式不对，请检查后再试。', en: 'The request is not well formed. Check it and try again.' }];
  return new Problem(status, code, text);
}

const wrongAddress: Text = {
  zh: '这个地址打不开，可能抄漏了或打错了。请从名单里找到再打开，或者用搜索。',
  en: 'This address leads to nothing; it may be mistyped. Find what you need in a list or by searching, and open it from there.',
};

/** Each field that zod refused, by its path in the part of the request it stood in. A wrong part of an address is no field that anybody filled in: its code is for programs. */
export function invalidInput(part: 'params' | 'query' | 'body', error: z.ZodError): Problem {
  if (part === 'params') return new Problem(400, 'input.invalid', wrongAddress, error.issues.map(({ path, code }) => ({ field: path.join('.') || part, code })));
  const fields = error.issues.map((issue) => ({ field: issue.path.join('.') || part, code: issue.code, message: fieldWords(issue) }));
  return new Problem(400, 'input.invalid', { zh: '有几处填得不对，请看标出的地方。', en: 'Some fields are not right; see those marked.' }, fields);
}

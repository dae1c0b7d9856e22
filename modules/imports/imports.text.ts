import { notFound, Problem, type Text } from '../../platform/problem.ts';

export const noImport = (): Problem => notFound({ zh: '次导入', en: 'import' });

const texts = {
  'import.division': { status: 422, zh: '请选择乡镇或县：台账按乡镇或全县导入，不按村。', en: 'Choose a township or the county: a ledger is imported for one of these, not for a village.' },
  'import.file': { status: 422, zh: '没有收到文件，请选好表格再上传。', en: 'No file arrived. Choose the table and upload it again.' },
  'import.template': { status: 422, zh: '没有这种表样，请留空，由程序来认。', en: 'There is no such form. Leave it out and the program will recognise it.' },
  'import.busy': { status: 409, zh: '这份表正在处理，请等它做完。', en: 'This file is being worked on; wait until it is done.' },
  'import.applied': { status: 409, zh: '这份表已经导入过了；要改请改表再导一次，或先撤回。', en: 'This file has been imported. Correct it and import it again, or take it back first.' },
  'import.notApplied': { status: 409, zh: '这份表还没有导入，没有什么可撤回。', en: 'This file has not been imported; there is nothing to take back.' },
  'import.column': { status: 422, zh: '没有这一列，请重新选择。', en: 'There is no such column; choose again.' },
  'import.columnTwice': { status: 422, zh: '同一列不能当作两项内容，请改其中一项。', en: 'One column cannot hold two things; change one of them.' },
} as const satisfies Record<string, Text & { status: number }>;
export type ImportCode = keyof typeof texts;

export function importProblem(code: ImportCode, field?: string): Problem {
  const { status, zh, en } = texts[code];
  return new Problem(status, code, { zh, en }, field === undefined ? [] : [{ field, code }]);
}

export const builtOn = (count: number, first: number): Problem =>
  new Problem(409, 'import.builtOn', {
    zh: `导入之后，有 ${count} 户已经有了新的记录（例如第 ${first} 行），整份撤回会丢掉它们，所以没有撤回。请逐户更正。`,
    en: `Since the import ${count} households have new records (row ${first} for one). Taking it back would lose them, so nothing was changed. Correct them one by one.`,
  });

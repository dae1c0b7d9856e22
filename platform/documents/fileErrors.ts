import { Problem, type Text } from '../problem.ts';

export type FileErrorCode = 'file.type' | 'file.tooLarge' | 'file.encrypted' | 'file.broken' | 'file.empty' | 'file.xlsb' | 'file.oldWord';

const messages: Record<FileErrorCode, Text> = {
  'file.type': {
    zh: '这不是能读的表格。请上传 .xlsx、.xls、.csv 或 .docx 文件。',
    en: 'This is not a table we can read. Please upload an .xlsx, .xls, .csv or .docx file.',
  },
  'file.tooLarge': {
    zh: '文件太大，或展开后太大。请按乡镇分开，再分别上传。',
    en: 'The file is too large, or grows too large when unpacked. Please split it by township and upload the parts.',
  },
  'file.encrypted': {
    zh: '文件设有打开密码。请在 WPS 或 Excel 中去掉密码，另存后再上传。',
    en: 'The file is protected by a password. Please remove it in WPS or Excel, save, and upload again.',
  },
  'file.broken': {
    zh: '文件已损坏，或没有下载完整。请在 WPS 或 Excel 中打开，另存为 .xlsx 后再上传。',
    en: 'The file is damaged or incomplete. Please open it in WPS or Excel, save it as .xlsx, and upload again.',
  },
  'file.empty': {
    zh: '文件里没有表格内容。请检查是否选对了文件。',
    en: 'The file holds no table. Please check that it is the right one.',
  },
  'file.xlsb': {
    zh: '暂不能可靠读取 .xlsb 文件。请在 WPS 或 Excel 中另存为 .xlsx 后再上传。',
    en: 'Files of the type .xlsb cannot be read reliably. Please save it as .xlsx in WPS or Excel and upload again.',
  },
  'file.oldWord': {
    zh: '这是旧版 Word 文件（.doc）。请在 WPS 或 Word 中另存为 .docx 后再上传。',
    en: 'This is an old Word file (.doc). Please save it as .docx in WPS or Word and upload again.',
  },
};

/** A file that cannot be read as a table: answered as 422, with a closed code and what a clerk can do about it. */
export class FileError extends Problem {
  declare readonly code: FileErrorCode;

  constructor(code: FileErrorCode, fileName: string, cause?: unknown) {
    super(422, code, messages[code], [{ field: 'file', code, message: { zh: fileName, en: fileName } }]);
    this.cause = cause;
  }
}

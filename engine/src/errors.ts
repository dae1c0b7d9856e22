/** What can go wrong in the engine by itself; everything else it answers, or says what it cannot decide. */
export type EngineErrorCode = 'day.invalid' | 'plan.tooManyRoles' | 'plan.tooManyEvents' | 'visits.tooManyPurposes';

/** A closed code with the fields a page needs to say it in Chinese and English; the message is for developers. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;
  readonly fields: Readonly<Record<string, string | number>>;

  constructor(code: EngineErrorCode, fields: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(fields)}`);
    this.name = 'EngineError';
    this.code = code;
    this.fields = fields;
  }
}

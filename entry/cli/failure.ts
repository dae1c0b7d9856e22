import type { Text } from '../../platform/problem.ts';

/** A command could not do what was asked: exit 1 with words in both languages; `usage`: it was asked wrongly, exit 2. */
export class Failure extends Error {
  readonly text: Text;
  readonly usage: boolean;
  constructor(text: Text, usage = false) {
    super(text.en);
    this.name = 'Failure';
    this.text = text;
    this.usage = usage;
  }
}

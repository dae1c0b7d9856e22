import type { DayNumber } from '@lianxin/engine';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { UUID } from 'uuidv7';

// A large odd step keeps the streams of neighbouring numbers apart.
const STREAM_STEP = 0x9e3779b1;
const DAY_MS = 86_400_000;
// Half past eight in China is half past midnight in Greenwich, and days are counted there.
const OFFICE_OPENS_MS = 1_800_000;
const OFFICE_HOURS_MS = 33_000_000;

/** Seeded chance: the same seed and stream give the same county on every machine. */
export class Chance {
  private readonly source: ReturnType<typeof xoroshiro128plus>;

  constructor(seed: number, stream: number) {
    this.source = xoroshiro128plus((Math.imul(seed, STREAM_STEP) ^ Math.imul(stream + 1, 0x85ebca6b)) | 0);
  }

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return uniformInt(this.source, least, Math.max(least, most));
  }

  of<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  /** True with a probability in thousandths. */
  perMille(thousandths: number): boolean {
    return this.int(1, 1000) <= thousandths;
  }

  /** One of several by weight. */
  weighed<T>(choices: readonly (readonly [T, number])[]): T {
    let left = this.int(1, choices.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [choice, weight] of choices) {
      left -= weight;
      if (left <= 0) return choice;
    }
    return choices[0]![0];
  }

  /** A UUIDv7 as if made on that day. */
  id(on: DayNumber): string {
    const time = on * DAY_MS + this.int(0, OFFICE_HOURS_MS);
    return UUID.fromFieldsV7(time, this.int(0, 0xfff), this.int(0, 0x3fffffff), this.int(0, 0x7fffffff) * 2 + this.int(0, 1)).toString();
  }

  /** A time of an office day. */
  time(on: DayNumber): Date {
    return new Date(on * DAY_MS + OFFICE_OPENS_MS + this.int(0, OFFICE_HOURS_MS));
  }
}

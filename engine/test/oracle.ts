import type { Accommodation, Book, HouseholdFacts, Member, Pack, Period, Rule, Visit } from '../src/index.ts';

// The rules of duties.md once more, in plain English steps and the slowest way there is: days one by one, sets of days,
// the platform's own calendar. It shares no code with the engine, so that both being wrong alike is unlikely. One pack.

export interface Told {
  id: string;
  first: number;
  last: number;
  state: string;
  credits: string;
  metOn: number | null;
  workerId: string | null;
}

type Days = (d: number) => boolean;
interface Range { readonly from: number; readonly to: number | null }

const inside = (range: Range, d: number): boolean => range.from <= d && (range.to === null || d <= range.to);
const listOf = (first: number, last: number): number[] => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
const iso = (d: number): string => new Date(d * 86_400_000).toISOString().slice(0, 10);
const HORIZON = 60;

export function tell(facts: HouseholdFacts, book: Book, period: Period, today: number): Told[] {
  const pack = book.packs[facts.packs[0]!.packId]!;
  const inForce = (rule: Rule): Range => {
    const from = Math.max(rule.from, facts.packs[0]!.from);
    const ends = [rule.to, facts.packs[0]!.to].filter((to) => to !== null);
    return { from, to: ends.length === 0 ? null : Math.min(...ends) };
  };
  const told: Told[] = [];
  for (const rule of pack.rules) {
    const members = rule.perMember || rule.window.kind === 'birthday' ? facts.members : [null];
    for (const member of members) {
      const holders = rule.each ? [...new Set(facts.assignments.filter((a) => a.role === rule.role).map((a) => a.workerId))] : [null];
      for (const holder of holders) told.push(...new Teller(facts, book, pack, rule, inForce(rule), member, holder, today).tell(period));
    }
  }
  return told.sort((a, b) => (a.id < b.id ? -1 : 1));
}

class Teller {
  constructor(
    facts: HouseholdFacts, book: Book, pack: Pack, rule: Rule, force: Range, member: Member | null, holder: string | null, today: number,
  ) {
    Object.assign(this, { facts, book, pack, rule, force, member, holder, today });
  }
  declare facts: HouseholdFacts;
  declare book: Book;
  declare pack: Pack;
  declare rule: Rule;
  declare force: Range;
  declare member: Member | null;
  declare holder: string | null;
  declare today: number;

  served: Days = (d) => {
    const someoneLives = this.facts.members.length === 0 || this.facts.members.some((m) => m.deathDay === null || d <= m.deathDay);
    const thisOneLives = this.member === null || this.member.deathDay === null || d <= this.member.deathDay;
    return someoneLives && thisOneLives && this.facts.served.some((s) => inside(s, d));
  };
  flagged: Days = (d) =>
    this.rule.when === null ||
    this.rule.when.flags.every((key) => {
      const living = (this.member === null ? this.facts.members : [this.member]).filter((m) => m.deathDay === null || d <= m.deathDay);
      return [...this.facts.flags, ...living.flatMap((m) => m.flags)].some((f) => f.key === key && inside(f, d));
    });
  aged: Days = (d) =>
    this.rule.when?.ageFrom === undefined ||
    (this.member === null ? this.facts.members : [this.member]).some((m) => {
      if (m.birthDay === null || (m.deathDay !== null && d > m.deathDay)) return false;
      const born = iso(m.birthDay);
      const now = iso(d);
      return Number(now.slice(0, 4)) - Number(born.slice(0, 4)) - (now.slice(5) < born.slice(5) ? 1 : 0) >= this.rule.when!.ageFrom!;
    });
  holds: Days = (d) => this.holder === null || this.facts.assignments.some((a) => a.role === this.rule.role && a.workerId === this.holder && inside(a, d));
  agreed(kinds: string[], d: number): Accommodation[] {
    return this.facts.accommodations.filter((a) => kinds.includes(a.kind) && inside(a, d));
  }
  paused: Days = (d) => this.agreed(['pause', 'noContact'], d).length > 0;
  notToCome: Days = (d) => this.agreed(['noDays'], d).some((a) => a.days.some((s) => inside(s, d)));
  callsSuffice: Days = (d) =>
    this.agreed(['noHomeVisit'], d).length > 0 || (this.rule.awayCallsSuffice && this.facts.residence.some((r) => r.kind === 'away' && inside(r, d)));

  tell(period: Period): Told[] {
    const { window } = this.rule;
    if (window.kind === 'rolling') return this.rolling(period, window.days);
    if (window.kind === 'event') return this.events(period, window.events, window.days);
    if (window.kind === 'week' || window.kind === 'months') return this.calendar(period);
    return this.occasions(period);
  }

  label(d: number): string {
    const { window } = this.rule;
    const date = new Date(d * 86_400_000);
    if (window.kind === 'months') return `${date.getUTCFullYear()}.${Math.floor(date.getUTCMonth() / window.months)}`;
    const monday = new Date(date);
    while (monday.getUTCDay() !== 1) monday.setUTCDate(monday.getUTCDate() - 1);
    return monday.toISOString();
  }

  calendar(period: Period): Told[] {
    const groups = new Map<string, number[]>();
    for (const d of listOf(period.from - 370, period.to + 370)) groups.set(this.label(d), [...(groups.get(this.label(d)) ?? []), d]);
    return [...groups.values()].flatMap((days) => {
      const first = days[0]!;
      const last = days.at(-1)!;
      if (!inside(this.force, first) || first > period.to || last < period.from) return [];
      return this.windowOf(first, last, null, null);
    });
  }

  occasions(period: Period): Told[] {
    const { window } = this.rule;
    if (window.kind !== 'festival' && window.kind !== 'birthday' && window.kind !== 'fixedDay') return [];
    return listOf(period.from - HORIZON, period.to + HORIZON).filter((d) => this.isOccasion(d)).flatMap((d) => {
      const first = d - window.before;
      const last = d + window.after;
      if (!inside(this.force, first) || first > period.to || last < period.from) return [];
      return this.windowOf(first, last, d, null);
    });
  }

  isOccasion(d: number): boolean {
    const { window } = this.rule;
    if (window.kind === 'festival') return (this.book.festivals.days[window.festival] as readonly number[]).includes(d);
    const monthDay = iso(d).slice(5);
    const lastOfShortFebruary = monthDay === '02-28' && iso(d + 1).slice(5) === '03-01';
    const is = (asked: string): boolean => monthDay === asked || (asked === '02-29' && lastOfShortFebruary);
    if (window.kind === 'fixedDay') return is(`${String(window.month).padStart(2, '0')}-${String(window.day).padStart(2, '0')}`);
    return this.member!.birthDay !== null && d > this.member!.birthDay && is(iso(this.member!.birthDay).slice(5));
  }

  events(period: Period, kinds: readonly string[], length: number): Told[] {
    const days = new Set<number>();
    const mine = this.facts.events.filter((e) => kinds.includes(e.kind) && (e.role === null || e.role === this.rule.role));
    for (const e of mine) days.add(e.day);
    return [...days].flatMap((first) => {
      if (!inside(this.force, first) || first > period.to || first + length < period.from) return [];
      const done = mine.filter((e) => e.day === first).map((e) => (e.doneOn !== null && e.doneOn >= e.day ? e.doneOn : Infinity));
      return this.windowOf(first, first + length, null, Math.max(...done));
    });
  }

  /** Nothing, or the one duty of a window. `done` is null where the window did not come from an event. */
  windowOf(first: number, last: number, occasion: number | null, done: number | null): Told[] {
    const days = listOf(first, last);
    const half = (is: Days): boolean => days.filter(is).length >= days.length * this.pack.settings[0]!.ownedShare;
    if (!this.flagged(last) || !half(this.flagged) || !this.aged(first)) return [];
    if (done === null ? !this.holds(last) || !half(this.holds) : !this.holds(first)) return [];
    if (!days.some(this.served)) return [];
    if (done === null ? !this.served(last) || !half(this.served) : !this.served(first)) return [this.say(first, last, 'void', [], null)];
    const way = this.familysWay(days, occasion);
    const taken = this.take(first, last, way.kinds, last);
    const metOn = Math.min(taken.length >= this.rule.needed ? taken[this.rule.needed - 1]!.day : Infinity, done ?? Infinity);
    const fixed = way.adapted ? 'adapted' : this.excused(first) ? 'excused' : null;
    return [this.say(first, last, fixed, taken.slice(0, this.rule.needed), metOn === Infinity ? null : metOn, way.kinds)];
  }

  excused(first: number): boolean {
    return this.facts.excuses.some((e) => e.dutyId === this.id(first));
  }

  familysWay(days: number[], occasion: number | null): { adapted: boolean; kinds: readonly string[] | null } {
    if (days.filter(this.paused).length * 2 >= days.length) return { adapted: true, kinds: null };
    if (occasion !== null) {
      const last = days.at(-1)!;
      const name = this.rule.window.kind === 'festival' ? this.rule.window.festival : this.rule.window.kind === 'birthday' ? 'birthday' : this.rule.id;
      const wishes = this.facts.accommodations.filter((a) =>
        a.kind === 'noDays'
          ? inside(a, occasion) && a.days.some((s) => inside(s, occasion))
          : a.kind === 'noFestival' && (inside(a, occasion) || inside(a, last)) && (a.festivals === null || a.festivals.includes(name)),
      );
      if (wishes.some((a) => a.accepted === null)) return { adapted: true, kinds: null };
      if (wishes.length > 0) return { adapted: false, kinds: wishes.map((a) => a.accepted!) };
    }
    return { adapted: days.every(this.notToCome), kinds: null };
  }

  fits(v: Visit, last: number, only: readonly string[] | null): boolean {
    if (typeof v.member === 'string' && (this.rule.purpose === null || (this.member !== null && this.member.id !== v.member))) return false;
    if (v.voided || (this.rule.purpose !== null && !v.purposes.includes(this.rule.purpose))) return false;
    const kinds: string[] = [...(only ?? this.rule.kinds)];
    if (only === null && kinds.includes('home') && (this.callsSuffice(v.day) || this.callsSuffice(last))) kinds.push('phone', 'online');
    if (!kinds.includes(v.kind)) return false;
    return v.participants.some(
      (w) =>
        !v.declined.includes(w) && (this.holder === null || this.holder === w) &&
        this.facts.assignments.some((a) => a.role === this.rule.role && a.workerId === w && inside(a, v.day)),
    );
  }

  /** The first fitting reached visit of each day. */
  take(first: number, until: number, only: readonly string[] | null, last: number): Visit[] {
    const found: Visit[] = [];
    const sorted = [...this.facts.visits].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const d of listOf(first, until)) {
      const v = sorted.find((one) => one.day === d && one.outcome === 'reached' && this.fits(one, last, only));
      if (v !== undefined) found.push(v);
    }
    return found;
  }

  id(first: number): string {
    return [this.facts.id, ...(this.member === null ? [] : [this.member.id]), this.rule.id, iso(first), ...(this.holder === null ? [] : [this.holder])].join('~');
  }

  say(first: number, last: number, fixed: string | null, taken: Visit[], metOn: number | null, only: readonly string[] | null = null, over = last): Told {
    const days = listOf(first, last);
    const tries = new Set(
      this.facts.visits.filter((v) => v.outcome === 'notReached' && v.day >= first && v.day <= last && this.fits(v, last, only)).map((v) => v.day),
    );
    const office = this.pack.roles.find((r) => r.id === this.rule.role)?.level === 'office';
    const nobody = days.filter((d) => !this.facts.assignments.some((a) => a.role === this.rule.role && inside(a, d)));
    const missed =
      !taken.some((v) => v.day <= last) && tries.size >= this.pack.settings[0]!.attemptsNeeded ? 'attempted'
      : !office && this.holder === null && nobody.length * 2 > days.length ? 'vacant' : 'missed';
    const state =
      fixed ?? (this.today < first ? 'upcoming' : metOn !== null && metOn <= this.today ? 'met' : this.today <= last ? 'open' : missed);
    const namedOn = this.today <= last ? this.today : over;
    const named = this.facts.assignments
      .filter((a) => a.role === this.rule.role && inside(a, namedOn))
      .sort((a, b) => b.from - a.from || (a.workerId < b.workerId ? -1 : 1))[0]?.workerId;
    return { id: this.id(first), first, last, state, credits: taken.map((v) => v.id).join(), metOn, workerId: this.holder ?? named ?? null };
  }

  rolling(period: Period, length: number): Told[] {
    const active: Days = (d) => this.served(d) && this.flagged(d) && this.aged(d) && this.holds(d);
    const end = Math.max(period.to, this.today, ...this.facts.visits.map((v) => v.day)) + 400;
    const told: Told[] = [];
    let f: number | null = this.seek(active, this.force.from, end);
    while (f !== null && f <= period.to && (this.force.to === null || f <= this.force.to)) {
      const step: { told: Told | null; until: number; next: number | null } = this.rollingWindow(f, f + length - 1, active, end);
      if (step.told !== null && step.until >= period.from) told.push(step.told);
      f = step.next;
    }
    return told;
  }

  seek(is: Days, from: number, end: number): number | null {
    return listOf(from, end).find(is) ?? null;
  }

  /** The first day after `d` on which an active stretch begins. */
  seekBeginning(active: Days, d: number, end: number): number | null {
    return listOf(d + 1, end).find((x) => active(x) && !active(x - 1)) ?? null;
  }

  rollingWindow(f: number, l: number, active: Days, end: number): { told: Told | null; until: number; next: number | null } {
    const days = listOf(f, l);
    let open = l;
    if (active(l)) while (active(open + 1) && open < end) open++;
    else while (!active(open)) open--;
    if (this.force.to !== null) open = Math.min(open, Math.max(l, this.force.to));
    const taken = this.take(f, open, null, l).slice(0, this.rule.needed);
    const metOn = taken.length === this.rule.needed ? taken.at(-1)!.day : null;
    const inTime = metOn !== null && metOn <= l;
    const half = (is: Days): boolean => days.filter(is).length >= days.length * this.pack.settings[0]!.ownedShare;
    const kept = inTime && !listOf(f, metOn).some(this.paused);
    if (!inTime) {
      if (!this.flagged(l) || !half(this.flagged) || !this.aged(f) || !this.holds(l) || !half(this.holds)) {
        return { told: null, until: l, next: this.seekBeginning(active, f, end) };
      }
      if (!this.served(l) || !half(this.served)) {
        return { told: this.say(f, l, 'void', [], null), until: l, next: this.seekBeginning(active, f, end) };
      }
    }
    if (!kept && days.filter(this.paused).length * 2 >= days.length) {
      let over = days.findLast(this.paused)!;
      while (this.paused(over) && over < end) over++;
      return { told: this.say(f, l, 'adapted', [], null), until: l, next: this.seek(active, over, end) };
    }
    if (!kept && days.every(this.notToCome)) return { told: this.say(f, l, 'adapted', [], null), until: l, next: this.seek(active, l + 1, end) };
    if (this.excused(f)) {
      if (inTime) return { told: this.say(f, l, 'excused', taken, metOn), until: l, next: this.seek(active, metOn + 1, end) };
      return { told: this.say(f, l, 'excused', [], null), until: l, next: this.seek(active, l + 1, end) };
    }
    if (metOn !== null) {
      return { told: this.say(f, l, null, taken, metOn, null, Math.max(l, metOn)), until: Math.max(l, metOn), next: this.seek(active, metOn + 1, end) };
    }
    const overdue = l < this.today;
    return {
      told: this.say(f, l, null, taken, null, null, Math.min(this.today, open)),
      until: overdue ? (open >= end ? Infinity : open) : l,
      next: this.seekBeginning(active, open, end),
    };
  }
}

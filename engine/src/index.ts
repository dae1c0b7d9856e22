export type * from './facts.ts';
export type * from './pack.ts';
export type * from './answers.ts';
export type { Day, DayNumber, DayParts } from './day.ts';
export {
  addDays, anniversary, day, fromParts, halfYearStart, isDay, isLeapYear, monthLength, monthStart, monthsStart,
  nextMonthsStart, partsOf, quarterStart, toDay, toNumber, weekday, weekStart, yearOf, yearStart,
} from './day.ts';
export { EngineError, type EngineErrorCode } from './errors.ts';
export { DEFAULT_SETTINGS, settingsOn } from './settings.ts';
export { packOn } from './plan.ts';
export { duties } from './duties.ts';
export { states, type StateList, type StateSink } from './states.ts';
export { stateOn } from './state.ts';
export { explainVisit, owedKinds } from './explain.ts';
export { compact, visitColumns } from './visit-columns.ts';
export { coverage } from './coverage.ts';
export { fulfilment, outcomeIn } from './fulfilment.ts';

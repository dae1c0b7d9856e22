import type { HospitalView } from './places.schema.ts';

/** Hospitals a bed can be asked of, the designated first: not closed, and public or designated. `askBed` asks the same before it writes. */
export const askable = <H extends Pick<HospitalView, 'endedOn' | 'designated' | 'public'>>(hospitals: readonly H[]): H[] =>
  hospitals.filter(mayAsk).sort((a, b) => Number(b.designated) - Number(a.designated));

export const mayAsk = ({ endedOn, designated, public: isPublic }: Pick<HospitalView, 'endedOn' | 'designated' | 'public'>): boolean =>
  endedOn === null && (designated || isPublic);

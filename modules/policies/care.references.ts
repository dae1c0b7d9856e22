import type { CareShapes } from './care.schema.ts';
import type { Region, Sourced, Versions } from './policies.gather.ts';
import { problem } from './policies.problems.rules.ts';
import type { PackProblem } from './policies.schema.ts';

const all = <T>(section: Versions<T>): Sourced<T>[] => [...section.values()].flat();

/** What a region says of care names only certificates and services that it or a pack above it knows. `chain`: the region and its parents. */
export function careProblems(region: Region, chain: readonly Region[]): PackProblem[] {
  const certificates = new Set(chain.flatMap((one) => [...one.care.certificates.keys()]));
  const services = new Set(chain.flatMap((one) => [...one.care.services.keys(), ...one.rules.keys()]));
  return [
    ...all(region.care.benefits).flatMap((one) => benefitProblems(one, certificates)),
    ...all(region.care.packages).flatMap((one) => packageProblems(one, services)),
    ...all(region.care.services).flatMap(serviceProblems),
  ];
}

function benefitProblems({ value, at }: Sourced<CareShapes['benefits']>, known: ReadonlySet<string>): PackProblem[] {
  const unknown = (value.certificates ?? []).flatMap((certificate, index) =>
    (known.has(certificate) ? [] : [problem('certificate.unknown', at('certificates', index), { certificate, known: [...known].join(', ') })]));
  return value.kind === 'waiver' && value.fee === null ? [...unknown, problem('fee.missing', at('kind'))] : unknown;
}

function packageProblems({ value, at }: Sourced<CareShapes['packages']>, known: ReadonlySet<string>): PackProblem[] {
  return value.services.flatMap((service, index) => (known.has(service) ? [] : [problem('service.unknown', at('services', index), { service })]));
}

function serviceProblems({ value, at }: Sourced<CareShapes['services']>): PackProblem[] {
  const weeks = value.prescription;
  if (weeks === null || weeks.weeksFrom <= weeks.weeksTo) return [];
  return [problem('weeks.reversed', at('prescription', 'weeksTo'), { from: String(weeks.weeksFrom), to: String(weeks.weeksTo) })];
}

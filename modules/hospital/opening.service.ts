import type { Day } from '@lianxin/engine';
import type { Context } from '../../platform/context.ts';
import { includesDay } from '../households/households.rules.ts';
import { findCountyCode } from './opening.queries.ts';
import type { HospitalOnDay } from './opening.rules.ts';
import { countDesks, listDeskContactRows, listDesignationRows, listHospitalRows } from './places.queries.ts';

/** The hospitals in use on a day as the actor's county knows them: designated or not, with somebody named and with a desk or not; `home` is its code. */
export async function hospitalsOn({ tx, actor: { countyId } }: Pick<Context, 'tx' | 'actor'>, on: Day): Promise<{ hospitals: HospitalOnDay[]; home: string }> {
  const [rows, designations, contacts, desks] = [
    await listHospitalRows(tx), await listDesignationRows(tx, countyId), await listDeskContactRows(tx, countyId), await countDesks(tx, on)];
  const at = (spells: readonly { readonly hospitalId: string; readonly fromDay: string; readonly toDay: string | null }[], id: string): boolean =>
    spells.some((spell) => spell.hospitalId === id && includesDay(spell, on));
  const hospitals = rows.filter(({ endedOn }) => endedOn === null || endedOn >= on).map(({ hospitalId: id, name, level, code, public: isPublic }) => ({
    id, name, level, code, public: isPublic, designated: at(designations, id), contact: at(contacts, id), desk: (desks.get(id) ?? 0) > 0,
  }));
  return { hospitals, home: await findCountyCode(tx, countyId) };
}

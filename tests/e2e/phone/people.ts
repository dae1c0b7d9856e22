import { uuidv7 } from 'uuidv7';
import { TODAY, type World } from '../../world.ts';

export interface Families {
  readonly workerId: string;
  readonly pan: string;
  readonly bai: string;
  readonly dou: string;
  readonly yuan: string;
  /** Served since today only, and without a number. */
  readonly shen: string;
}

/** An invented village cadre with families in every state the list can show. */
export async function cadreWithFamilies(world: World, address: string): Promise<Families> {
  const { workerId } = await world.addAccount({ username: 'he', name: '何同志', kind: 'villageCadre', division: 'yunshan' });
  const leader = await world.addWorker({ name: '严镇长', division: 'baima', leader: true, phone: '13900010001' });
  const doctor = await world.addWorker({ name: '柯医生', division: 'baima', phone: '13900010002' });
  const contacts = [{ role: 'villageCadre', workerId }, { role: 'townshipLeader', workerId: leader }, { role: 'familyDoctor', workerId: doctor }];
  const add = (name: string, phone?: string, servedFrom?: string) => world.addHousehold({ name, division: 'yunshan', contacts, ...(phone ? { phone } : {}), ...(servedFrom ? { servedFrom } : {}) });
  const families = {
    workerId,
    pan: await add('潘守义', '13500000890'),
    bai: await add('柏长青', '13500000891'),
    dou: await add('窦明山', '13500000892'),
    yuan: await add('袁家兴', '13500000893'),
    shen: await add('沈立春', undefined, TODAY),
  };
  await agree(world, address, families);
  return families;
}

/** One family wants calls only, one lives elsewhere. */
async function agree(world: World, address: string, { bai, dou }: Pick<Families, 'bai' | 'dou'>): Promise<void> {
  const id = uuidv7();
  const post = officeOf(address, await world.token('officer'));
  await post('/api/accommodations', { id, householdId: bai, kind: 'noHomeVisit', accepted: 'phone', fromDay: TODAY, agreedBy: '柏长青', words: '想清静些，打电话就好' });
  await post(`/api/accommodations/${id}/approve`);
  await post('/api/aways', { id: uuidv7(), householdId: dou, place: '省城', fromDay: TODAY });
}

/** Sends as the office does, over HTTP; a refusal fails the test with the server's words. */
export function officeOf(address: string, token: string): (path: string, body?: unknown) => Promise<unknown> {
  return async (path, body = {}) => {
    const answer = await fetch(address + path, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
}

import { z } from 'zod';
import { Written } from '../../platform/http/route.ts';
import { deskBenefit, deskReply, type DeskReply } from './hospital.schema.ts';

const benefits = z.array(deskBenefit);
const person = deskReply.omit({ benefits: true });
// By the list itself: a desk is given the same one whenever the same holds (desk.menu.ts).
const written = new WeakMap<DeskReply['benefits'], Buffer>();
const END = Buffer.from('}');

/**
 * What a desk is told, as bytes. Nearly all of its 6 kB are titles and articles in two languages that the next person's answer repeats; to check, write
 * and encode them each time took a tenth of the program's part.
 */
export function writtenReply({ benefits: list, ...rest }: DeskReply): Written {
  const own = Buffer.from(`${JSON.stringify(person.parse(rest)).slice(0, -1)},"benefits":`);
  return new Written(Buffer.concat([own, written.get(list) ?? write(list), END]));
}

function write(list: DeskReply['benefits']): Buffer {
  const bytes = Buffer.from(JSON.stringify(benefits.parse(list)));
  written.set(list, bytes);
  return bytes;
}

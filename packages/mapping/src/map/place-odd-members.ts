import type { OddMember } from '@z2q/contracts';
import type { Placed } from './place-fields.ts';

/** Writes members that could not be read into the details, as received and under their own names. */
export function placeOddMembers({ details, book }: Placed, oddMembers: readonly OddMember[]): void {
  for (const { path, received, isMended } of oddMembers) {
    if (!isMended) details.push({ label: `${path}, as received`, values: [received], source: path });
    book.changed(path, isMended ? 'mended_text' : 'odd_member', { before: received });
  }
}

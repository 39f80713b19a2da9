import { InvalidArgumentError } from 'commander';

/** Parsers of option values. Each throws words that commander appends to the option's name. */

export function readWhole(text: string): number {
  return readAtLeast(0, text);
}

export function readCount(text: string): number {
  return readAtLeast(1, text);
}

/** The longest wait of a timer, which fires at once when given more. */
const LONGEST_MS = 2_147_483_647;

export function readMilliseconds(text: string): number {
  const value = readWhole(text);
  if (value <= LONGEST_MS) return value;
  throw new InvalidArgumentError(`It is at most ${LONGEST_MS}.`);
}

function readAtLeast(minimum: number, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= minimum) return value;
  throw new InvalidArgumentError(`It is a whole number, ${minimum} or more.`);
}

export function readProjectSeed(text: string): { readonly id: number; readonly name: string } {
  const [, id = '', name = ''] = /^(\d+)=(.+)$/.exec(text) ?? [];
  if (Number(id) > 0) return { id: Number(id), name };
  throw new InvalidArgumentError('It is an id and a name, such as 1=Webshop.');
}

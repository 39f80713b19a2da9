import { InvalidArgumentError } from 'commander';

/** Parsers of option values: each throws words that commander puts after the option's name. */

export function readWhole(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new InvalidArgumentError('It is a whole number, 0 or more.');
}

export function readCount(text: string): number {
  const value = readWhole(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('It is a whole number, 1 or more.');
}

export function readProjectSeed(text: string): { readonly id: number; readonly name: string } {
  const [, id = '', name = ''] = /^(\d+)=(.+)$/.exec(text) ?? [];
  if (Number(id) > 0) return { id: Number(id), name };
  throw new InvalidArgumentError('It is an id and a name, such as 1=Webshop.');
}

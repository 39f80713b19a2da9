import { badRequest } from './api-error.ts';

/** Query as fastify parses it; a repeated parameter is an array. */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The last of repeated values; null if the parameter is absent. */
export const readText = (query: Query, name: string): string | null => {
  const value = query[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? null);
};

export const readFlag = (query: Query, name: string, absent: boolean): boolean => {
  const text = readText(query, name);
  return text === null ? absent : text === 'true';
};

/** Throws 400 if the parameter is not a whole number. */
export const readNumber = (query: Query, name: string): number | null => {
  const text = readText(query, name);
  if (text === null || text === '') return null;
  if (!/^-?\d+$/.test(text)) throw badRequest(`${name} must be a number.`);
  return Number(text);
};

/** Clients send a list in either form: repeated or comma-separated. */
export const readNumbers = (query: Query, name: string): readonly number[] => {
  const value = query[name] ?? [];
  const texts = (typeof value === 'string' ? [value] : value).flatMap((text) => text.split(','));
  if (texts.some((text) => !/^-?\d+$/.test(text))) throw badRequest(`${name} must be numbers.`);
  return texts.map(Number);
};

import { MigrationOptions } from '@z2q/contracts';
import { wrongUsage } from '../cli-error.ts';
import { readDocument, toDocumentError } from './read-document.ts';

export type GivenOptions = {
  /** All options, with defaults for those that were not given. */
  readonly options: MigrationOptions;
  /** Names of the options that were given. */
  readonly given: readonly (keyof MigrationOptions)[];
};

/** Reads options from `--options FILE` and `--option KEY=VALUE`; the latter wins. */
export function readOptions(file: string | undefined, pairs: readonly string[]): GivenOptions {
  const fromFile = file === undefined ? {} : readDocument(file);
  const raw = { ...(fromFile as object), ...Object.fromEntries(pairs.map(readPair)) };
  const parsed = MigrationOptions.safeParse(raw);
  if (!parsed.success) {
    throw toDocumentError(
      'The options',
      parsed.error,
      '"z2q help options" lists them all with their defaults.',
    );
  }
  return { options: parsed.data, given: Object.keys(raw) as (keyof MigrationOptions)[] };
}

function readPair(pair: string): readonly [string, unknown] {
  const at = pair.indexOf('=');
  if (at <= 0)
    throw wrongUsage(`--option takes KEY=VALUE, not "${pair}".`, 'For example: --option batchSize=20');
  return [pair.slice(0, at), readValue(pair.slice(at + 1))];
}

const readValue = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
};

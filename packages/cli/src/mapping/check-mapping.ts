import type { MappingFile, PreflightCheck, PreflightView } from '@z2q/contracts';
import { plainName, REST } from '@z2q/mapping';
import { plural } from '../progress/format.ts';
import type { ProjectNames } from './project-names.ts';
import { missing } from './render-mapping.ts';

/** How many extracted records contain a name; undefined: nothing of the project was extracted here. */
export type RecordsOf = ((table: keyof MappingFile, name: string) => number) | undefined;

/** Compares a mapping file with the names of both projects. @returns the result in the form of a preflight. */
export function checkMapping(mapping: MappingFile, names: ProjectNames, recordsOf: RecordsOf): PreflightView {
  const checks = (Object.keys(mapping) as (keyof MappingFile)[]).flatMap((table) =>
    Object.entries(mapping[table]).map(([from, to]) => {
      const { detail, ...check } = checkPair({ table, from, to }, names);
      return { ...check, detail: `${detail}${tellUse({ table, from, to }, recordsOf)}` };
    }),
  );
  return { ok: checks.every(({ status }) => status !== 'failed'), checks };
}

/** `*` stands for every status without a line of its own; how many of these have no counterpart cannot be counted beforehand. */
function tellUse({ table, from }: Pair, recordsOf: RecordsOf): string {
  if (recordsOf === undefined || (table === 'executionStatus' && from === REST)) return '';
  return ` (${plural(recordsOf(table, from), 'record')})`;
}

type Pair = { readonly table: keyof MappingFile; readonly from: string; readonly to: string };

function checkPair({ table, from, to }: Pair, { source, target }: ProjectNames): PreflightCheck {
  const name = `${table}: ${from}`;
  const isRest = table === 'executionStatus' && from === REST;
  if (!isRest && !source[table].includes(from)) {
    const fix = `Zephyr has: ${source[table].join(' | ')}`;
    return { name, status: 'failed', detail: `"${from}" is not a name of the Zephyr project.`, fix };
  }
  if (target[table].some((choice) => choice === to || plainName(choice) === plainName(to)))
    return { name, status: 'ok', detail: `becomes "${to}"` };
  const fix = `qTest has: ${target[table].join(' | ')}`;
  const status = table === 'executionStatus' ? 'failed' : 'warning';
  return { name, status, detail: `"${to}" is ${missing(table)}.`, fix };
}

import type { MappingFile, PreflightCheck, PreflightView } from '@z2q/contracts';
import { plainName, REST } from '@z2q/mapping';
import type { ProjectNames } from './project-names.ts';
import { missing } from './render-mapping.ts';

/** Holds a mapping file against the names of both projects, in the form of a preflight. */
export function checkMapping(mapping: MappingFile, names: ProjectNames): PreflightView {
  const checks = (Object.keys(mapping) as (keyof MappingFile)[]).flatMap((table) =>
    Object.entries(mapping[table]).map(([from, to]) => checkPair({ table, from, to }, names)),
  );
  return { ok: checks.every(({ status }) => status !== 'failed'), checks };
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

import { contentHash, hashOfMapping } from '@z2q/contracts';
import { readBuild } from '@z2q/process';
import { type CertificateInput, toReport } from '@z2q/report';
import {
  type Addresses,
  findAddresses,
  findMappingOfDrafts,
  inMigration,
  inRun,
  listDetailsSince,
  listRunsOf,
  type Migration,
  type Reader,
  type Run,
} from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { readReportInput } from '../report/read-report-input.ts';
import { readSites } from '../runs/read-sites.ts';
import { hashContents } from './hash-contents.ts';

/** Gathers the data of a certificate. Reads every verified record of the migration once. */
export async function readCertificateInput(
  context: ControlContext,
  migration: Migration,
): Promise<CertificateInput> {
  const { store, now } = context;
  const { id, name, mapping, options, createdAt } = migration;
  const runs = await listRunsOf(store.read, id);
  const validated = runs.findLast(({ kind, phases }) => kind === 'migrate' && phases.includes('validate'));
  return {
    tool: { name: 'z2q', ...readBuild() },
    generatedAt: now().toISOString(),
    migration: withHosts(
      { id, name, ...(await readSites(context, migration)) },
      await findAddresses(inMigration(store.read, id)),
    ),
    createdAt,
    mapping: { hash: hashOfMapping(mapping) },
    options: { hash: contentHash(options), values: options },
    runs: runs.map(toCertifiedRun),
    report: validated ? toReport(await readReportInput(context, validated)) : null,
    contents: validated ? await hashContents(inRun(store.read, validated)) : new Map(),
    mappingOfRecords: await findMappingOfDrafts(store.read, id),
    isChangedSince: await isChangedSince(store.read, id, toMaking(runs)),
  };
}

/** Whether mapping or options were changed since an instant. A change of the name does not count. */
async function isChangedSince(db: Reader, id: Migration['id'], since: string): Promise<boolean> {
  const changes = { act: 'changeMigration', on: `migration ${id}` };
  const details = await listDetailsSince(db, changes, since);
  return details.some((detail) => /^(?:mapping|option) /.test(detail));
}

/**
 * Earliest creation time of the newest runs that extracted, transformed and loaded; `''` if one of these
 * phases was never run.
 */
const toMaking = (runs: readonly Run[]): string =>
  (['extract', 'transform', 'load'] as const)
    .map((phase) => runs.findLast(({ phases }) => phases.includes(phase))?.createdAt ?? '')
    .toSorted()[0] ?? '';

/**
 * Replaces the hosts by those that the migration belongs to, which may differ from those in the variables.
 */
function withHosts(
  names: CertificateInput['migration'],
  { source, target }: Addresses,
): CertificateInput['migration'] {
  return {
    ...names,
    source: { ...names.source, ...(source && { host: new URL(source.url).host }) },
    target: { ...names.target, ...(target && { host: new URL(target.url).host }) },
  };
}

const toCertifiedRun = (run: Run): CertificateInput['runs'][number] => ({
  id: run.id,
  kind: run.kind,
  phases: [...run.phases],
  ...(run.isDryRun ? { dryRun: true } : {}),
  state: run.state,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
});

import { type EntityType, KEPT_CHARACTERS, type RecordView } from '@z2q/contracts';
import {
  findKeptRecord,
  findObject,
  findValues,
  type InMigration,
  type KeptText,
  listRecordHistory,
  type Reader,
} from '@z2q/store';
import { type Linking, withLinks } from './with-links.ts';

const MOST_RUNS = 100;

type Found = NonNullable<Awaited<ReturnType<typeof findObject>>>;

/** Everything kept of one record; undefined: nothing is. */
export async function readRecord(
  db: InMigration<Reader>,
  linking: Linking,
  entityType: EntityType,
  sourceId: string,
): Promise<RecordView | undefined> {
  const kept = await findKeptRecord(db, entityType, sourceId, KEPT_CHARACTERS);
  const object = await findObject(db, entityType, sourceId);
  const history = await listRecordHistory(db, entityType, sourceId, MOST_RUNS);
  if (!kept && !object && history.length === 0) return undefined;
  const values = await findValues(db, entityType, sourceId);
  const sourceKey = kept?.sourceKey ?? object?.sourceKey ?? history.at(-1)?.sourceKey ?? null;
  const named = { entityType, sourceId, sourceKey, ...(kept?.ownerKey && { ownerKey: kept.ownerKey }) };
  const [linked] = await withLinks(db, linking, [named]);
  const { sourceUrl, targetUrl } = linked ?? {};
  return {
    ...named,
    ...(sourceUrl && { sourceUrl }),
    listing: entityType === 'attachment' ? withoutQueries(kept?.listing ?? null) : (kept?.listing ?? null),
    detail: kept?.detail ?? null,
    draft: kept?.draft ?? null,
    loadedDraft: kept?.loadedDraft ?? null,
    target: object ? toTarget(object, targetUrl) : null,
    values: values
      ? { received: values.received, carried: values.carried, readBack: values.isReadBack }
      : null,
    history: history.map(({ run, marks, sourceKey: _, ...did }) => ({
      runId: run.id,
      kind: run.kind,
      dryRun: run.isDryRun,
      state: run.state,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      did: [...marks],
      skipReason: did.skipReason,
      failures: [...did.failures],
    })),
  };
}

/** A site may list a file with an address whose query lets anybody fetch it. */
const withoutQueries = (text: KeptText | null): KeptText | null =>
  text && {
    ...text,
    json: text.json
      .split('"')
      .map((part) => (part.includes('://') ? part.replaceAll(/\?\S*/g, '?…') : part))
      .join('"'),
  };

const toTarget = (object: Found, targetUrl: string | undefined): RecordView['target'] => ({
  state: stateOf(object),
  targetId: object.targetId,
  ...(object.targetPid === null ? {} : { targetPid: object.targetPid }),
  adopted: object.isAdopted,
  runId: object.runId,
  begunAt: new Date(object.intentAt).toISOString(),
  ...(targetUrl && { targetUrl }),
});

function stateOf({ isRemoved, state }: Found): NonNullable<RecordView['target']>['state'] {
  if (isRemoved) return 'taken_away';
  return state === 'created' ? 'there' : 'being_made';
}

import { type FailureItem, type MappedType, readOwningRecord } from '@z2q/contracts';
import { getMapped, type InMigration, type Mapped, type Migration, type Reader } from '@z2q/store';
import type { ControlContext } from '../context.ts';

export type Linking = {
  readonly config: Pick<ControlContext['config'], 'qtest' | 'jiraUrl'>;
  readonly migration: Pick<Migration, 'sourceProjectKey' | 'targetProjectId'>;
};

type Named = Pick<FailureItem, 'entityType' | 'sourceId' | 'sourceKey' | 'ownerKey'>;
type Links = Pick<FailureItem, 'sourceUrl' | 'targetUrl'>;

/** Adds links to the record in Jira and to the object in qTest. */
export async function withLinks<Item extends Named>(
  db: InMigration<Reader>,
  { config, migration }: Linking,
  items: readonly Item[],
): Promise<readonly (Item & Links)[]> {
  const held = items.map((item) => ({ item, ...toHolder(item) }));
  const mapped = new Map<MappedType, ReadonlyMap<string, Mapped>>();
  for (const [type, some] of Map.groupBy(held, (holder) => holder.type)) {
    const ids = some.map(({ id }) => id);
    mapped.set(type, await getMapped(db, type, ids));
  }
  return held.map(({ item, type, id, key }) => {
    const sourceUrl = toSourceUrl(config.jiraUrl, migration.sourceProjectKey, key);
    const targetUrl = toTargetUrl(config.qtest.baseUrl, migration, type, mapped.get(type)?.get(id));
    return { ...item, ...(sourceUrl && { sourceUrl }), ...(targetUrl && { targetUrl }) };
  });
}

type Holder = { readonly type: MappedType; readonly id: string; readonly key: string | null };

/** A file has no page of its own, so the link goes to its owner. */
function toHolder({ entityType, sourceId, sourceKey, ownerKey }: Named): Holder {
  const owner = entityType === 'attachment' ? readOwningRecord(sourceId) : undefined;
  return owner
    ? { type: owner.type, id: owner.ownerId, key: ownerKey ?? null }
    : { type: entityType, id: sourceId, key: sourceKey };
}

const IN_JIRA =
  'selectedItem=com.atlassian.plugins.atlassian-connect-plugin:com.kanoah.test-manager__main-project-page';
/** No lasting address is known for an execution. */
const PAGES: Readonly<Record<string, string>> = { T: 'testCase', R: 'testCycle', P: 'testPlan' };

function toSourceUrl(jiraUrl: string | null, projectKey: string, key: string | null): string | undefined {
  const page = PAGES[/-([TRP])\d+$/.exec(key ?? '')?.[1] ?? ''];
  if (page === undefined || jiraUrl === null) return undefined;
  return `${jiraUrl}/projects/${projectKey}?${IN_JIRA}#!/v2/${page}/${key}`;
}

/** The form of `web_url` in qTest's answers, which only few of them contain. */
function toTargetUrl(
  siteUrl: string,
  { targetProjectId }: Linking['migration'],
  type: MappedType,
  mapped: Mapped | undefined,
): string | undefined {
  const page = (tab: string, object: number, id: number | null | undefined): string | undefined =>
    id ? `${siteUrl}/p/${targetProjectId}/portal/project#tab=${tab}&object=${object}&id=${id}` : undefined;
  if (type === 'test_case') return page('testdesign', 1, mapped?.targetId);
  if (type === 'test_run') return page('testexecution', 3, mapped?.targetId);
  // A log is shown with its run.
  if (type === 'test_execution') return page('testexecution', 3, mapped?.parentTargetId);
  return undefined;
}

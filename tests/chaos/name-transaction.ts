import type { Writer } from '@z2q/store';
import type { PointName } from './points.ts';

/** A change that a transaction makes to one table. */
export type Change = {
  readonly verb: 'insert' | 'update' | 'delete';
  readonly table: string;
  readonly columns: ReadonlySet<string>;
};

type Plugin = Parameters<Writer['withPlugin']>[0];
type Query = Parameters<Plugin['transformQuery']>[0]['node'];

/** A writer that records its changes in `changes`, also those made through its copies (see `InRun`). */
export function watched(tx: Writer, changes: Change[]): Writer {
  const plugin: Plugin = {
    transformQuery: ({ node }) => {
      const change = toChange(node);
      if (change) changes.push(change);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const copy = tx.withPlugin(plugin);
  return Object.assign(copy, { withoutPlugins: () => watched(tx, changes) });
}

function toChange(node: Query): Change | undefined {
  if (node.kind === 'InsertQueryNode')
    return { verb: 'insert', table: node.into?.table.identifier.name ?? '', columns: new Set() };
  if (node.kind === 'UpdateQueryNode') {
    const columns = (node.updates ?? []).map(({ column }) =>
      column.kind === 'ColumnNode' ? nameOf(column) : '',
    );
    return { verb: 'update', table: tableOf(node.table), columns: new Set(columns) };
  }
  if (node.kind === 'DeleteQueryNode')
    return { verb: 'delete', table: tableOf(node.from.froms[0]), columns: new Set() };
  return undefined;
}

const nameOf = (column: object): string =>
  'column' in column && hasName(column.column) ? column.column.name : '';
const hasName = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

function tableOf(node: object | undefined): string {
  if (!node || !('table' in node)) return '';
  const { table } = node as { readonly table: { readonly identifier?: { readonly name: string } } };
  return table.identifier?.name ?? '';
}

/** The points right before and right after the commit of a transaction; undefined: there is none. */
export type Commit = { readonly before: PointName | undefined; readonly after: PointName | undefined };

const FOLLOWS = 'batch committed, before what follows is enqueued';

/**
 * The step of a record or batch that a transaction makes, inferred from the tables and columns it changes.
 */
export function nameTransaction(changes: readonly Change[]): Commit | undefined {
  const find = (verb: Change['verb'], table: string, ...columns: readonly string[]): Change | undefined =>
    changes.find(
      (change) =>
        change.verb === verb &&
        change.table === table &&
        columns.every((column) => change.columns.has(column)),
    );
  const isDone = changes.some(
    ({ table, columns }) =>
      table === BATCHES && columns.has('state') && !columns.has('attempts') && columns.has('lease_owner'),
  );
  const leases = find('update', BATCHES, 'lease_until');
  if (find('update', 'zephyr_attachments', 'sha256'))
    return { before: 'file renamed, before it is saved', after: isDone ? FOLLOWS : undefined };
  if (isDone)
    return {
      before: find('update', MAP, 'state', 'is_resent')
        ? 'deleted, before it is forgotten'
        : 'before the batch is committed',
      after: FOLLOWS,
    };
  if (find('insert', MAP)) return { before: 'before the intent', after: 'after the intent' };
  if (find('delete', MAP)) return { before: 'refused, before the intent is dropped', after: undefined };
  if (find('update', MAP, 'is_resent')) return { before: 'look-up decided', after: undefined };
  if (find('update', MAP, 'target_id', 'version_id', 'doubt_until'))
    return leases
      ? { before: 'look-up decided', after: undefined }
      : { before: 'answer read, before the id', after: 'after the id' };
  if (find('update', MAP, 'doubt_until')) return { before: 'before a doubt is noted', after: undefined };
  if (find('update', BATCHES, 'not_before'))
    return { before: 'before a batch is handed back', after: undefined };
  if (find('update', BATCHES, 'attempts')) return { before: undefined, after: 'batch taken up' };
  return undefined;
}

const MAP = 'zephyr_to_qtest_id_map';
const BATCHES = 'entity_batch_state';

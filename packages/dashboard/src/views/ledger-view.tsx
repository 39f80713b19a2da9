import { answerOf } from '../api/create-api.ts';
import type { LedgerItem, LedgerQuery } from '../api/views.ts';
import { useApi } from '../hooks/use-api.ts';
import { usePages } from '../hooks/use-pages.ts';
import { hrefOf } from '../hooks/use-route.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { TYPE_LABELS, TYPES } from '../words.ts';
import { LedgerFilter } from './ledger/ledger-filter.tsx';

const PAGE = 30;

type LedgerViewProps = { readonly id: string; readonly query: URLSearchParams };

/** Outcome of each value that was changed or dropped. */
export function LedgerView({ id, query }: LedgerViewProps) {
  return (
    <>
      <PageTitle title="What became of each value" />
      <p class="trail">
        <a href={hrefOf(['migrations', id])}>Back to the migration</a> · Values that are carried as they are
        have no line here.
      </p>
      <LedgerFilter id={id} query={query} />
      <LedgerLines id={id} query={query} />
    </>
  );
}

/** The lines that match the filters. The API refuses an unknown filter value and lists the known ones. */
export function LedgerLines({ id, query }: LedgerViewProps) {
  const api = useApi();
  const pages = usePages(`${id} ${query}`, (cursor) => {
    const filter: LedgerQuery = Object.fromEntries([...query].filter(([, value]) => value !== ''));
    const asked = { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) };
    return answerOf(api.GET('/v1/migrations/{id}/ledger', { params: { path: { id }, query: asked } })).then(
      (page) => page as Exclude<typeof page, string>,
    );
  });
  return (
    <>
      {pages.items.map((item) => (
        <Line key={`${item.entityType} ${item.sourceId} ${item.path}`} item={item} migrationId={id} />
      ))}
      <MoreButton pages={pages} none="No value was changed or dropped, as far as the filters say." />
    </>
  );
}

const RecordName = ({ item, migrationId }: LineProps) => {
  const { entityType, sourceId, sourceKey } = item;
  const name = sourceKey ?? sourceId;
  // A value of the project's settings belongs to no record.
  if (!TYPES.some((type) => type === entityType)) return <>{name}</>;
  return (
    <a href={hrefOf(['migrations', migrationId, 'record'], { key: name, type: entityType, id: sourceId })}>
      {name}
    </a>
  );
};

type LineProps = { readonly item: LedgerItem; readonly migrationId: string };

const Line = ({ item, migrationId }: LineProps) => (
  <article class="card line">
    <h2>
      <RecordName item={item} migrationId={migrationId} />{' '}
      <span class="soft">{TYPE_LABELS[item.entityType]}</span> <code>{item.path}</code>
    </h2>
    <p>
      <span class={`badge ${item.outcome === 'dropped' ? 'bad' : 'calm'}`}>
        {item.outcome.replace('_', ' ')}
      </span>{' '}
      {item.message} <code>{item.code}</code>
    </p>
    {(item.before !== null || item.after !== null) && <Sides item={item} />}
  </article>
);

const Sides = ({ item }: Pick<LineProps, 'item'>) => (
  <div class="sides">
    <Side
      title="In Zephyr"
      text={item.before}
      none={item.outcome === 'added' ? 'nothing' : 'not kept here'}
    />
    <Side
      title="In qTest"
      text={item.after}
      none={item.outcome === 'changed' ? 'as the line above says' : 'nothing'}
    />
  </div>
);

type SideProps = { readonly title: string; readonly text: string | null; readonly none: string };

const Side = ({ title, text, none }: SideProps) => (
  <div>
    <h3>{title}</h3>
    {text === null ? <p class="soft">{none}</p> : <pre>{text}</pre>}
  </div>
);

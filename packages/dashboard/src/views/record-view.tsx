import { answerOf } from '../api/create-api.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { usePages } from '../hooks/use-pages.ts';
import { goTo, hrefOf } from '../hooks/use-route.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { LedgerLines } from './ledger-view.tsx';
import { MappedRows } from './record/mapped-rows.tsx';
import { RecordFailures } from './record/record-failures.tsx';

type RecordViewProps = { readonly id: string; readonly query: URLSearchParams };

/** Everything that is known of one record, by its key. */
export function RecordView({ id, query }: RecordViewProps) {
  const key = query.get('key') ?? '';
  const submit = (event: SubmitEvent & { readonly currentTarget: HTMLFormElement }): void => {
    event.preventDefault();
    const asked = String(new FormData(event.currentTarget).get('key') ?? '').trim();
    goTo(hrefOf(['migrations', id, 'record'], { key: asked }));
  };
  return (
    <>
      <PageTitle title={key === '' ? 'Find a record' : key} />
      <p class="trail">
        <a href={hrefOf(['migrations', id])}>Back to the migration</a>
      </p>
      <form key={key} class="card filter" onSubmit={submit}>
        <label>
          Key in Zephyr, such as WEB-T12; of a folder its path, of a file its name
          <input name="key" required defaultValue={key} />
        </label>
        <button type="submit" class="primary">
          Find
        </button>
      </form>
      {key !== '' && <Found key={key} id={id} sourceKey={key} />}
    </>
  );
}

function Found({ id, sourceKey }: { readonly id: string; readonly sourceKey: string }) {
  const api = useApi();
  const pages = usePages(`${id} ${sourceKey}`, (cursor) => {
    const query = { sourceKey, ...(cursor ? { cursor } : {}) };
    return answerOf(api.GET('/v1/migrations/{id}/id-map', { params: { path: { id }, query } })).then(
      (page) => page as Exclude<typeof page, string>,
    );
  });
  const migration = useAnswer(id, () =>
    answerOf(api.GET('/v1/migrations/{id}', { params: { path: { id } } })),
  );
  const lastRun = migration.data?.runs.findLast(({ kind }) => kind === 'migrate');
  return (
    <>
      <section class="card">
        <h2>On the target</h2>
        <MappedRows items={pages.items} />
        <MoreButton pages={pages} none="No object in qTest was made for this key." />
      </section>
      {lastRun && (
        <section class="card">
          <h2>Failures in the last run</h2>
          <RecordFailures runId={lastRun.id} sourceKey={sourceKey} />
        </section>
      )}
      <h2>Values changed or dropped</h2>
      <LedgerLines id={id} query={new URLSearchParams({ sourceKey })} />
    </>
  );
}

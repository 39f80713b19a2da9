import { answerOf } from '../api/create-api.ts';
import type { NamedRecord } from '../api/views.ts';
import { useApi } from '../hooks/use-api.ts';
import { usePages } from '../hooks/use-pages.ts';
import { goTo, hrefOf } from '../hooks/use-route.ts';
import { MoreButton } from '../parts/more-button.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';
import { TYPE_LABELS, TYPES } from '../words.ts';
import { RecordDetails } from './record/record-details.tsx';

type RecordViewProps = { readonly id: string; readonly query: URLSearchParams };

/** Everything that is known of one record, found by its key. */
export function RecordView({ id, query }: RecordViewProps) {
  const key = query.get('key') ?? '';
  const type = TYPES.find((each) => each === query.get('type'));
  const sourceId = query.get('id');
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
      {type && sourceId ? (
        <RecordDetails key={`${type} ${sourceId}`} migrationId={id} entityType={type} sourceId={sourceId} />
      ) : (
        key !== '' && <Found key={key} id={id} sourceKey={key} />
      )}
    </>
  );
}

const NONE =
  'Nothing with this key is known. A test case, cycle, plan or execution is known once it is read from Zephyr, a folder or a file once it is translated.';

function Found({ id, sourceKey }: { readonly id: string; readonly sourceKey: string }) {
  const api = useApi();
  const pages = usePages(`${id} ${sourceKey}`, (cursor) => {
    const query = { sourceKey, ...(cursor ? { cursor } : {}) };
    return answerOf(api.GET('/v1/migrations/{id}/records', { params: { path: { id }, query } }));
  });
  const [only, ...others] = pages.items;
  if (only && others.length === 0) return <RecordDetails migrationId={id} {...only} />;
  return (
    <>
      {only && <Namesakes id={id} records={pages.items} />}
      <MoreButton pages={pages} none={NONE} />
    </>
  );
}

type NamesakesProps = { readonly id: string; readonly records: readonly NamedRecord[] };

const Namesakes = ({ id, records }: NamesakesProps) => (
  <section class="card">
    <h2>Several records have this name</h2>
    <ScrollTable caption="Records of this name" head={['Record', 'Type']}>
      {records.map(({ entityType, sourceId, sourceKey }) => (
        <tr key={`${entityType} ${sourceId}`}>
          <th scope="row">
            <a
              href={hrefOf(['migrations', id, 'record'], {
                key: sourceKey ?? '',
                type: entityType,
                id: sourceId,
              })}
            >
              {sourceId}
            </a>
          </th>
          <td>{TYPE_LABELS[entityType]}</td>
        </tr>
      ))}
    </ScrollTable>
  </section>
);

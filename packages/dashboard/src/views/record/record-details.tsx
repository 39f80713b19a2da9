import { answerOf } from '../../api/create-api.ts';
import type { NamedRecord } from '../../api/views.ts';
import { useAnswer } from '../../hooks/use-answer.ts';
import { useApi } from '../../hooks/use-api.ts';
import { Loading } from '../../parts/loading.tsx';
import { LedgerLines } from '../ledger-view.tsx';
import { KeptText } from './kept-text.tsx';
import { RecordFacts } from './record-facts.tsx';
import { RecordHistory } from './record-history.tsx';

type RecordDetailsProps = Pick<NamedRecord, 'entityType' | 'sourceId'> & { readonly migrationId: string };

/** What was read of a record, what was made of it, and which run did what. */
export function RecordDetails({ migrationId, entityType, sourceId }: RecordDetailsProps) {
  const api = useApi();
  const path = { id: migrationId, entityType, sourceId };
  const answer = useAnswer(`${migrationId} ${entityType} ${sourceId}`, () =>
    answerOf(api.GET('/v1/migrations/{id}/records/{entityType}/{sourceId}', { params: { path } })),
  );
  const record = answer.data;
  if (!record) return <Loading of={answer} />;
  const { listing, detail, draft, loadedDraft } = record;
  return (
    <>
      <RecordFacts record={record} />
      <RecordHistory history={record.history} />
      <section class="card">
        <h2>As received from Zephyr</h2>
        {!listing && !detail && <p class="soft">Nothing was received of it.</p>}
        <KeptText title="Its entry in the list" text={listing} isOpen />
        <KeptText title="What else Zephyr tells of it, such as its steps" text={detail} />
      </section>
      <section class="card">
        <h2>As it is meant for qTest</h2>
        {!draft && <p class="soft">It was not translated yet.</p>}
        <KeptText title="Draft" text={draft} isOpen />
        <KeptText title="What it was written as; it has changed since" text={loadedDraft} />
      </section>
      <h2>Values changed or dropped</h2>
      <LedgerLines id={migrationId} query={new URLSearchParams({ entityType, sourceId })} />
    </>
  );
}

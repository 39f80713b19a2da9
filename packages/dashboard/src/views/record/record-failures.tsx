import { answerOf } from '../../api/create-api.ts';
import { useApi } from '../../hooks/use-api.ts';
import { usePages } from '../../hooks/use-pages.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { MoreButton } from '../../parts/more-button.tsx';

type RecordFailuresProps = { readonly runId: string; readonly sourceKey: string };

/** What failed of one record. */
export function RecordFailures({ runId, sourceKey }: RecordFailuresProps) {
  const api = useApi();
  const pages = usePages(`${runId} ${sourceKey}`, (cursor) => {
    const query = { sourceKey, ...(cursor ? { cursor } : {}) };
    return answerOf(api.GET('/v1/runs/{id}/failures', { params: { path: { id: runId }, query } }));
  });
  return (
    <>
      {pages.items.map((item) => (
        <p key={`${item.phase} ${item.entityType} ${item.sourceId}`}>
          <code>{item.code}</code> {item.message}{' '}
          <a href={hrefOf(['runs', runId, 'failures'])}>What to do about it</a>
        </p>
      ))}
      <MoreButton pages={pages} none="None." />
    </>
  );
}

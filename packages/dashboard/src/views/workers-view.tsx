import { answerOf } from '../api/create-api.ts';
import { toCount, toWhen } from '../format.ts';
import { useAnswer } from '../hooks/use-answer.ts';
import { useApi } from '../hooks/use-api.ts';
import { useEvery } from '../hooks/use-every.ts';
import { Loading } from '../parts/loading.tsx';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ScrollTable } from '../parts/scroll-table.tsx';

const LOOK_EVERY_MS = 3_000;
const NEEDED = ['extractor', 'transformer', 'loader', 'validator'];

export const WorkersView = () => (
  <>
    <PageTitle title="Workers" />
    <p class="soft">The processes that do the work. Start as many loaders as you like.</p>
    <WorkerTable />
  </>
);

/** Which processes are alive, and how many jobs each holds. */
export function WorkerTable() {
  const api = useApi();
  const answer = useAnswer('workers', () => answerOf(api.GET('/v1/workers')));
  useEvery(LOOK_EVERY_MS, answer.reload);
  if (!answer.data) return <Loading of={answer} />;
  const { items } = answer.data;
  const missing = NEEDED.filter((service) => items.every((worker) => worker.service !== service));
  return (
    <div class="stack">
      {missing.length > 0 && (
        <Notice tone="warn" title={`Not running: ${missing.join(', ')}`}>
          <p>
            Runs wait for them. <code>./z2q up</code> starts all services.
          </p>
        </Notice>
      )}
      {items.length > 0 && (
        <ScrollTable caption="Workers" head={['Service', 'In hand', 'Host', 'Since']}>
          {items.map((worker) => (
            <tr key={worker.id}>
              <th scope="row">{worker.service}</th>
              <td>{toCount(worker.jobsInHand, 'job')}</td>
              <td>{worker.host}</td>
              <td>{toWhen(worker.since)}</td>
            </tr>
          ))}
        </ScrollTable>
      )}
    </div>
  );
}

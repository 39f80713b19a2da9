import { useState } from 'preact/hooks';
import { answerOf } from '../../api/create-api.ts';
import type { Failure, FailureGroups, Run } from '../../api/views.ts';
import { toNumber } from '../../format.ts';
import { useApi } from '../../hooks/use-api.ts';
import { usePages } from '../../hooks/use-pages.ts';
import { MoreButton } from '../../parts/more-button.tsx';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { FailureRow } from './failure-row.tsx';
import type { RetryWhat } from './retry-dialog.tsx';

const PAGE = 50;

export type OnRetry = ((what: RetryWhat) => void) | undefined;

type FailureGroupProps = {
  readonly run: Pick<Run, 'id' | 'migrationId'>;
  readonly group: FailureGroups['groups'][number];
  readonly isFirst: boolean;
  readonly onRetry: OnRetry;
};

/** All failures with one code. Its records are loaded when it is opened. */
export function FailureGroup({ run, group, isFirst, onRetry }: FailureGroupProps) {
  const [isOpen, setOpen] = useState(isFirst);
  return (
    <details class="card group" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{group.title}</h2> <span class="badge bad">{toNumber(group.count)}</span>
      </summary>
      <p>
        {group.explanation} <code>{group.code}</code>
      </p>
      <p class="todo">
        <strong>What to do:</strong> {group.advice}
      </p>
      {onRetry && (
        <div class="actions">
          <button
            type="button"
            onClick={() =>
              onRetry({
                words: `the ${toNumber(group.count)} of “${group.title}”`,
                body: { code: group.code },
              })
            }
          >
            {group.count === 1 ? 'Retry this one …' : `Retry these ${toNumber(group.count)} …`}
          </button>
        </div>
      )}
      {isOpen && <Items run={run} code={group.code} onRetry={onRetry} />}
    </details>
  );
}

type ItemsProps = Pick<FailureGroupProps, 'run' | 'onRetry'> & { readonly code: Failure['code'] };

function Items({ run, code, onRetry }: ItemsProps) {
  const api = useApi();
  const pages = usePages(`${run.id} ${code}`, (cursor) => {
    const query = { code, limit: PAGE, ...(cursor ? { cursor } : {}) };
    return answerOf(api.GET('/v1/runs/{id}/failures', { params: { path: { id: run.id }, query } }));
  });
  const byMessage = [...Map.groupBy(pages.items, ({ message }) => message)].toSorted(
    ([, one], [, other]) => other.length - one.length,
  );
  const head = ['Record', 'Type', 'Tries', 'Look at it', ...(onRetry ? ['Retry'] : [])];
  return (
    <>
      {byMessage.map(([message, items]) => (
        <div key={message} class="cause">
          <h3 class="message">{message}</h3>
          <ScrollTable caption={`Records that failed: ${message}`} head={head}>
            {items.map((item) => (
              <FailureRow
                key={`${item.phase} ${item.entityType} ${item.sourceId}`}
                item={item}
                migrationId={run.migrationId}
                onRetry={onRetry}
              />
            ))}
          </ScrollTable>
        </div>
      ))}
      <MoreButton pages={pages} none="None of this kind is left." />
    </>
  );
}

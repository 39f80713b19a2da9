import type { KeptRecord } from '../../api/views.ts';
import { toNumber, toWhen } from '../../format.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { SafeLink } from '../../parts/safe-link.tsx';
import { TYPE_LABELS } from '../../words.ts';

/** Where a record is on both sides, and how many of its values arrive. */
export const RecordFacts = ({ record }: { readonly record: KeptRecord }) => {
  const { entityType, sourceId, sourceKey, sourceUrl, ownerKey, target, values } = record;
  return (
    <section class="card">
      <h2>Where it is</h2>
      <dl class="facts">
        <dt>Type</dt>
        <dd>{TYPE_LABELS[entityType]}</dd>
        <dt>In Zephyr</dt>
        <dd>
          <SafeLink href={sourceUrl}>{sourceKey ?? sourceId}</SafeLink>
          {ownerKey && ` of ${ownerKey}`}
          <span class="soft">, id {sourceId}</span>
        </dd>
        <dt>In qTest</dt>
        <dd>{target ? <TargetObject target={target} /> : 'No object in qTest was made for it.'}</dd>
        {values && (
          <>
            <dt>Values</dt>
            <dd>
              {toNumber(values.received)} received, {toNumber(values.carried)} carried as they are;{' '}
              {values.readBack ? 'read back and found right' : 'not read back as it is now'}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
};

type Target = NonNullable<KeptRecord['target']>;

const STATES: Readonly<Record<Target['state'], string>> = {
  there: 'written',
  being_made: 'being written, its end is not known yet; begun',
  taken_away: 'taken away again; written',
};

const TargetObject = ({ target }: { readonly target: Target }) => (
  <>
    <SafeLink href={target.state === 'taken_away' ? undefined : target.targetUrl}>
      {target.targetPid ?? (target.targetId === null ? 'an object' : `number ${target.targetId}`)}
    </SafeLink>
    {target.adopted ? ', was there before; met' : `, ${STATES[target.state]} ${toWhen(target.begunAt)}`} by{' '}
    <a href={hrefOf(['runs', target.runId])}>this run</a>
  </>
);

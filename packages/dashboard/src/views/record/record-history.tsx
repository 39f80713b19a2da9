import type { KeptRecord } from '../../api/views.ts';
import { toWhen } from '../../format.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { PHASE_LABELS } from '../../words.ts';

type InRun = KeptRecord['history'][number];

const DID: Readonly<Record<InRun['did'][number], string>> = {
  extracted: 'read',
  transformed: 'translated',
  loaded: 'in qTest',
  verified: 'verified',
  failed: 'failed',
  skipped: 'left out',
  created: 'new in qTest',
  updated: 'changed in qTest',
  unchanged: 'was there as it is',
  vanished: 'gone from Zephyr',
  conflict: 'edited in qTest',
};

/** Which run did what with a record, the newest first. */
export const RecordHistory = ({ history }: { readonly history: KeptRecord['history'] }) => (
  <section class="card">
    <h2>History</h2>
    {history.length === 0 && <p class="soft">No run has had it yet.</p>}
    {history.length > 0 && (
      <ScrollTable
        caption="Runs that had this record, the newest first"
        head={['Run', 'State', 'What it did']}
      >
        {history.toReversed().map((run) => (
          <Row key={run.runId} run={run} />
        ))}
      </ScrollTable>
    )}
  </section>
);

const Row = ({ run }: { readonly run: InRun }) => (
  <tr>
    <th scope="row">
      <a href={hrefOf(['runs', run.runId])}>{nameOf(run)}</a>
      {run.startedAt && <div class="soft">{toWhen(run.startedAt)}</div>}
    </th>
    <td>
      <StateBadge state={run.state} />
    </td>
    <td>
      {wordsOf(run)}
      {run.skipReason && <div>Left out: {run.skipReason}</div>}
      {run.failures.map(({ phase, code, message, at }) => (
        <div key={phase}>
          <span class="bad-text">Failed</span> at “{PHASE_LABELS[phase]}”, {toWhen(at)}: {message}{' '}
          <a href={hrefOf(['runs', run.runId, 'failures'])}>
            What to do<span class="hidden"> about {code}</span>
          </a>
        </div>
      ))}
    </td>
  </tr>
);

function nameOf({ kind, dryRun }: InRun): string {
  if (kind === 'migrate') return 'Migration';
  return dryRun ? 'Dry run of a rollback' : 'Rollback';
}

function wordsOf({ kind, dryRun, did }: InRun): string {
  const done = did.filter((each) => each !== 'failed' && each !== 'skipped');
  if (kind === 'rollback' && done.includes('loaded')) return dryRun ? 'would be taken away' : 'taken away';
  return done.map((each) => DID[each]).join(', ');
}

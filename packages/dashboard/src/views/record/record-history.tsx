import type { KeptRecord } from '../../api/views.ts';
import { toWhen } from '../../format.ts';
import { hrefOf } from '../../hooks/use-route.ts';
import { ScrollTable } from '../../parts/scroll-table.tsx';
import { StateBadge } from '../../parts/state-badge.tsx';
import { PHASE_LABELS } from '../../words.ts';

type InRun = KeptRecord['history'][number];

const DID: Readonly<Record<InRun['did'][number], string>> = {
  vanished: 'gone from Zephyr',
  extracted: 'read',
  transformed: 'translated',
  conflict: 'edited in qTest, left alone',
  created: 'new in qTest',
  updated: 'changed in qTest',
  unchanged: 'in qTest already as it is',
  loaded: 'in qTest',
  verified: 'verified',
  failed: 'failed',
  skipped: 'left out',
};
/** In the order in which they happen. */
const ORDER = Object.keys(DID) as readonly InRun['did'][number][];
const HOW_LOADED: ReadonlySet<string> = new Set(['created', 'updated', 'unchanged']);
/** Each has a line of its own. */
const UNSAID: ReadonlySet<string> = new Set(['failed', 'skipped']);

/** Which run did what with a record, the newest first. */
export const RecordHistory = ({ history }: { readonly history: KeptRecord['history'] }) => (
  <section class="card">
    <h2>History</h2>
    {history.length === 0 && <p class="soft">No run has had it yet.</p>}
    {history.length > 0 && (
      <ScrollTable
        caption="Runs that had this record, the newest first"
        head={['Run', 'What it did', 'State']}
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
      {run.startedAt && (
        <>
          <br />
          <small class="soft">{toWhen(run.startedAt)}</small>
        </>
      )}
    </th>
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
    <td>
      <StateBadge of={run} />
    </td>
  </tr>
);

function nameOf({ kind, dryRun }: InRun): string {
  if (kind === 'migrate') return 'Migration';
  return dryRun ? 'Dry run of a rollback' : 'Rollback';
}

function wordsOf({ kind, dryRun, did }: InRun): string {
  const isTold = did.some((each) => HOW_LOADED.has(each));
  const done = did.filter((each) => !UNSAID.has(each) && !(isTold && each === 'loaded'));
  if (kind === 'rollback' && done.includes('loaded')) return dryRun ? 'would be taken away' : 'taken away';
  return ORDER.filter((each) => done.includes(each))
    .map((each) => DID[each])
    .join(', ');
}

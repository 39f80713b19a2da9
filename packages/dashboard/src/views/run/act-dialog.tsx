import type { Api } from '../../api/create-api.ts';
import { answerOf } from '../../api/create-api.ts';
import type { Run } from '../../api/views.ts';
import { toCount } from '../../format.ts';
import { useApi } from '../../hooks/use-api.ts';
import { goTo, hrefOf } from '../../hooks/use-route.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { sumOf } from '../../progress.ts';
import { Concerned } from './concerned.tsx';

export type RunAct = 'pause' | 'resume' | 'cancel' | 'retry' | 'try-rollback' | 'rollback';

type ActText = {
  readonly title: string;
  readonly act: string;
  readonly says: (run: Run) => string;
  readonly isDangerous?: boolean;
};

const recordsIn = (run: Run): string =>
  toCount(
    sumOf(run, ({ loaded }) => loaded),
    'record',
  );

const TEXTS: Readonly<Record<RunAct, ActText>> = {
  pause: {
    title: 'Pause this run?',
    act: 'Pause',
    says: () => 'What is in hand is finished, and nothing more is begun until you resume. Nothing is lost.',
  },
  resume: {
    title: 'Go on with this run?',
    act: 'Go on',
    says: (run) => run.recommendedAction ?? 'It goes on where it was; nothing is made twice.',
  },
  cancel: {
    title: 'End this run for good?',
    act: 'End the run',
    says: (run) =>
      `${recordsIn(run)} written so far stay in qTest. The migration can be run again, and goes on from there, or be rolled back.`,
    isDangerous: true,
  },
  retry: {
    title: 'Retry all failed records?',
    act: 'Retry',
    says: (run) =>
      `${toCount(
        sumOf(run, ({ failed }) => failed),
        'record',
      )} counted as failed will be tried once more; what is done already is left alone. Mend the cause first.`,
  },
  'try-rollback': {
    title: 'Roll back: a dry run first',
    act: 'Start the dry run',
    says: (run) =>
      `A rollback deletes from qTest what this migration made: this run has put ${recordsIn(run)} there. The dry run deletes nothing; it says what would go and what would stay.`,
  },
  rollback: {
    title: 'Delete from qTest?',
    act: 'Delete them',
    says: (run) =>
      `${recordsIn(run)} that this migration made will be deleted, and nothing else: what somebody has edited or built upon since stays and is named. This cannot be undone; the migration can be run again.`,
    isDangerous: true,
  },
};

type ActDialogProps = {
  readonly act: RunAct;
  readonly run: Run;
  readonly onClose: () => void;
  readonly onChange: () => void;
};

/** Asks before an action on a run, naming both sites. */
export function ActDialog({ act, run, onClose, onChange }: ActDialogProps) {
  const api = useApi();
  const { title, act: label, says, isDangerous = false } = TEXTS[act];
  return (
    <ConfirmDialog
      title={title}
      act={label}
      isDangerous={isDangerous}
      onClose={onClose}
      onAct={() => perform(api, act, run, onChange)}
    >
      <p>{says(run)}</p>
      <Concerned migrationId={run.migrationId} />
    </ConfirmDialog>
  );
}

async function perform(api: Api, act: RunAct, run: Run, onChange: () => void): Promise<void> {
  const ofRun = { params: { path: { id: run.id } }, body: {} };
  if (act === 'rollback' || act === 'try-rollback') {
    const body = { dryRun: act === 'try-rollback', ...(run.force ? { force: true } : {}) };
    const ofMigration = { params: { path: { id: run.migrationId } }, body };
    const { id } = await answerOf(api.POST('/v1/migrations/{id}/rollback', ofMigration));
    return goTo(hrefOf(['runs', id]));
  }
  if (act === 'pause') await answerOf(api.POST('/v1/runs/{id}/pause', ofRun));
  if (act === 'resume') await answerOf(api.POST('/v1/runs/{id}/resume', ofRun));
  if (act === 'cancel') await answerOf(api.POST('/v1/runs/{id}/cancel', ofRun));
  if (act === 'retry') await answerOf(api.POST('/v1/runs/{id}/retry', ofRun));
  onChange();
}

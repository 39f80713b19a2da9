import type { paths } from '../../api/api-types.ts';
import { answerOf } from '../../api/create-api.ts';
import type { Run } from '../../api/views.ts';
import { useApi } from '../../hooks/use-api.ts';
import { goTo, hrefOf } from '../../hooks/use-route.ts';
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx';
import { Concerned } from '../run/concerned.tsx';

type RetryBody = NonNullable<
  paths['/v1/runs/{id}/retry']['post']['requestBody']['content']['application/json']
>;

/** What to retry: in words, and as the body of the request. */
export type RetryWhat = { readonly words: string; readonly body: RetryBody };

type RetryDialogProps = {
  readonly run: Pick<Run, 'id' | 'migrationId'>;
  readonly what: RetryWhat;
  readonly onClose: () => void;
};

/** Asks before records are retried, then opens the run. */
export function RetryDialog({ run, what, onClose }: RetryDialogProps) {
  const api = useApi();
  const retry = async (): Promise<void> => {
    const request = { params: { path: { id: run.id } }, body: what.body };
    await answerOf(api.POST('/v1/runs/{id}/retry', request));
    goTo(hrefOf(['runs', run.id]));
  };
  return (
    <ConfirmDialog title={`Retry ${what.words}?`} act="Retry" onAct={retry} onClose={onClose}>
      <p>
        These are tried again, with the records that failed because of them; what is done already is left
        alone. Mend the cause first.
      </p>
      <Concerned migrationId={run.migrationId} />
    </ConfirmDialog>
  );
}

import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';
import { ProblemNotice } from './notice.tsx';

export type ConfirmProps = {
  readonly title: string;
  /** Label of the confirming button. */
  readonly act: string;
  readonly isDangerous?: boolean;
  readonly onAct: () => Promise<unknown>;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
};

/** Asks before an action, and stays open with the reason if the action fails. */
export function ConfirmDialog({ title, act, isDangerous = false, onAct, onClose, children }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => dialog.current?.showModal(), []);
  const confirm = (): void => {
    setBusy(true);
    setProblem(undefined);
    onAct().then(onClose, (error: unknown) => {
      setProblem(toApiProblem(error));
      setBusy(false);
    });
  };
  return (
    <dialog ref={dialog} aria-labelledby={titleId} onClose={onClose}>
      <h2 id={titleId}>{title}</h2>
      {children}
      <ProblemNotice problem={problem} />
      <div class="actions">
        <button type="button" class={isDangerous ? 'danger' : 'primary'} disabled={isBusy} onClick={confirm}>
          {act}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          Not now
        </button>
      </div>
    </dialog>
  );
}

import type { ComponentChildren } from 'preact';
import type { ApiProblem } from '../api/api-problem.ts';
import { hrefOf } from '../hooks/use-route.ts';
import type { Tone } from '../words.ts';

type NoticeProps = { readonly tone: Tone; readonly title: string; readonly children?: ComponentChildren };

/** A highlighted message. */
export const Notice = ({ tone, title, children }: NoticeProps) => (
  <div class={`notice ${tone}`}>
    <strong>{title}</strong>
    {children}
  </div>
);

/** Why a call failed, and what to do. */
export const ProblemNotice = ({ problem }: { readonly problem: ApiProblem | undefined }) =>
  problem ? (
    <div role="alert">
      <Notice tone="bad" title={problem.message}>
        {problem.fix && <p>{problem.fix}</p>}
        {problem.migrationId && (
          <p>
            <a href={hrefOf(['migrations', problem.migrationId])}>Open that migration</a>
          </p>
        )}
      </Notice>
    </div>
  ) : null;

import { HttpError, type HttpErrorCode } from '@z2q/http';
import type { Attempt } from './attempt.ts';
import { describeError, type Finding, failed, notChecked } from './finding.ts';

/** One request for the project proves three things, each of which needs the one before. */
export const RUNGS = ['reachable', 'token', 'project'] as const;
export type Rung = (typeof RUNGS)[number];

const BROKEN_RUNG: Readonly<Partial<Record<HttpErrorCode, Rung>>> = {
  unauthorized: 'token',
  forbidden: 'project',
  not_found: 'project',
  refused: 'project',
};

export type LadderWords<Value> = {
  readonly whole: (rung: Rung, value: Value | null) => Finding;
  /** What the operator should do about it. */
  readonly fix: (rung: Rung, code: HttpErrorCode | null) => string;
};

/** Rungs before the broken one hold; rungs after it are unknown. */
export function climbLadder<Value>(
  tried: Attempt<Value>,
  words: LadderWords<Value>,
): Readonly<Record<Rung, Finding>> {
  const broken = tried.ok ? RUNGS.length : RUNGS.indexOf(brokenRung(tried.error));
  const toFinding = (rung: Rung, index: number): Finding => {
    if (index < broken) return words.whole(rung, tried.ok ? tried.value : null);
    if (index > broken || tried.ok) return notChecked(`needs "${RUNGS[broken]}"`);
    const code = tried.error instanceof HttpError ? tried.error.code : null;
    return failed(describeError(tried.error), words.fix(rung, code));
  };
  const [reachable, token, project] = RUNGS;
  return {
    reachable: toFinding(reachable, 0),
    token: toFinding(token, 1),
    project: toFinding(project, 2),
  };
}

/** The first rung that does not hold. */
export const brokenRung = (error: unknown): Rung =>
  (error instanceof HttpError && BROKEN_RUNG[error.code]) || 'reachable';

import type { CreateWave, WaveProject } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import { matchProjects, type Unmatched } from '../projects/match-projects.ts';
import { readProjects } from '../projects/read-projects.ts';

export type WavePlan = {
  readonly projects: readonly WaveProject[];
  /** Keys of source projects that are left out. */
  readonly skipped: readonly string[];
};

/**
 * The projects in the request, or all that the tokens can see, each with the target project of the same name.
 * @throws {ProblemError} that lists those without one, unless they are to be skipped.
 */
export async function planWave(
  context: ControlContext,
  { projects, unmatched }: CreateWave,
): Promise<WavePlan> {
  if (projects !== undefined) return { projects, skipped: [] };
  const seen = await readProjects(context);
  const enabled = seen.source.filter(({ isEnabled }) => isEnabled);
  const matches = matchProjects(enabled, seen.target);
  if (matches.unmatched.length > 0 && unmatched !== 'skip') throw toUnmatched(matches.unmatched);
  if (matches.matched.length === 0) {
    throw new ProblemError('no_projects', toNoProjects(seen.source.length, enabled.length), {
      fix: 'Look at GET /v1/projects, and name the pairs yourself in "projects".',
    });
  }
  return { projects: matches.matched, skipped: matches.unmatched.map(({ key }) => key) };
}

const toUnmatched = (unmatched: readonly Unmatched[]): ProblemError =>
  new ProblemError(
    'unmatched_projects',
    `Not every source project has one target project of its name: ${unmatched.map(({ key, why }) => `${key} (${why})`).join('; ')}.`,
    {
      errors: unmatched.map(({ key, why }) => ({ field: key, message: why })),
      fix: 'Name the pairs yourself in "projects", give the target projects these names, or leave them out with "unmatched": "skip".',
    },
  );

function toNoProjects(seen: number, enabled: number): string {
  if (seen === 0) return 'ZEPHYR_TOKEN sees no project.';
  if (enabled === 0) return `Zephyr Scale is switched off in all ${seen} projects that ZEPHYR_TOKEN sees.`;
  return `None of ${enabled} source projects has a target project of its name.`;
}

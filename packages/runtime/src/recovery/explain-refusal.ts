import type { StagePhase } from '@z2q/contracts';
import { HttpError } from '@z2q/http';
import type { Batch } from '@z2q/store';

const DOING: Readonly<Record<StagePhase, string>> = {
  extract: 'extracting',
  transform: 'transforming',
  load: 'loading',
  validate: 'validating',
  rollback: 'rolling back',
};
const GO_ON = 'What was done is kept; start a new run to go on.';

/** Explains to an operator why a run fails and what to do, when the cause is not a single record. */
export function explainRefusal(
  { kind, phase, attempts }: Pick<Batch, 'kind' | 'phase' | 'attempts'>,
  error: unknown,
): string {
  const said = withoutStop(error instanceof Error ? error.message : String(error));
  const isUnknown = error instanceof HttpError && error.code === 'not_found' && kind !== 'records';
  if (isUnknown) return `${explainUnknown(error)} The answer was: ${said}. ${GO_ON}`;
  const times = attempts > 1 ? ` ${attempts} times` : '';
  return `It failed${times} while ${DOING[phase]}: ${said}. ${GO_ON}`;
}

/** A request that names no record was answered with "not found". */
function explainUnknown({ details: { side, path } }: HttpError): string {
  if (side === 'source') {
    const key = /\/projects\/([^/]+)$/.exec(path)?.[1];
    const project = key === undefined ? 'what the project of the migration has' : `a project ${key}`;
    return `Zephyr Scale does not know ${project}. Check that the key is right (after a change of key, the old one; for another one make a new migration), that the token's user can see the project, and that Zephyr is enabled in it. It may also live in another region: set ZEPHYR_BASE_URL.`;
  }
  const projectId = /\/projects\/(\d+)$/.exec(path)?.[1];
  if (projectId !== undefined)
    return `qTest does not know a project ${projectId}. Check that the id is right (for another one make a new migration) and that the token's user is a member of the project.`;
  const option = placeOption(path);
  const place = option === null ? '' : ` and that what ${option} of the migration names is in it`;
  return `qTest does not know a place that the migration writes to. Check that the project is still there${place}.`;
}

function placeOption(path: string): 'options.targetModule' | 'options.targetCycle' | null {
  if (path.endsWith('/modules')) return 'options.targetModule';
  return /\/test-(cycles|suites)$/.test(path) ? 'options.targetCycle' : null;
}

function withoutStop(text: string): string {
  const trimmed = text.trim();
  let end = trimmed.length;
  while (trimmed[end - 1] === '.') end -= 1;
  return trimmed.slice(0, end);
}

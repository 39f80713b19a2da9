import type { TargetProject } from '@z2q/contracts';
import type { ControlContext } from '../context.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openSource, openTargetSite } from '../open-sites.ts';
import { type Attempt, attempt } from '../preflight/attempt.ts';
import { describeError } from '../preflight/finding.ts';
import { toListingFix } from './to-listing-fix.ts';

/** `name` is the key if no name is known. */
export type SeenSource = { readonly key: string; readonly name: string; readonly isEnabled: boolean };
export type SeenProjects = {
  readonly source: readonly SeenSource[];
  readonly target: readonly TargetProject[];
};

/** All projects that the tokens of both sites can see. @throws {ProblemError} with what to do, for both sites at once. */
export async function readProjects(context: ControlContext): Promise<SeenProjects> {
  using stack = new DisposableStack();
  const sourceSite = stack.adopt(openSource(context), (client) => client.close());
  const targetSite = stack.adopt(openTargetSite(context), (client) => client.close());
  const [source, target] = await Promise.all([
    attempt((signal) => sourceSite.listProjects(signal)),
    attempt((signal) => targetSite.listProjects(signal)),
  ]);
  if (source.ok && target.ok) {
    const named = source.value.map(({ key, isEnabled }) => ({ key, name: key, isEnabled }));
    return { source: named, target: target.value };
  }
  const faults = [
    ...toFault('source', source, sourceSite.baseUrl),
    ...toFault('target', target, targetSite.baseUrl),
  ];
  throw new ProblemError(
    source.ok ? 'target_not_read' : 'source_not_read',
    faults.map(({ detail }) => detail).join(' '),
    { fix: faults.map(({ fix }) => fix).join(' ') },
  );
}

function toFault(side: 'source' | 'target', tried: Attempt<unknown>, baseUrl: string) {
  if (tried.ok) return [];
  const detail = `The projects of the ${side} cannot be listed: ${describeError(tried.error)}.`;
  return [{ detail, fix: toListingFix(side, tried.error, baseUrl) }];
}

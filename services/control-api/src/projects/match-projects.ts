import type { TargetProject, WaveProject } from '@z2q/contracts';

/** A source project with the names it may have on the target. */
export type NamedSource = { readonly key: string; readonly name: string };
export type Unmatched = { readonly key: string; readonly why: string };
export type Matches = { readonly matched: readonly WaveProject[]; readonly unmatched: readonly Unmatched[] };

/**
 * Pairs each source project with the one target project that has its name or key: exactly, or else apart from case and
 * spaces. If several target projects match, or one matches several source projects, the operator has to decide.
 */
export function matchProjects(sources: readonly NamedSource[], targets: readonly TargetProject[]): Matches {
  const found = sources.map((source) => ({ key: source.key, candidates: findNamed(source, targets) }));
  const takers = Map.groupBy(
    found.filter(({ candidates }) => candidates.length === 1),
    ({ candidates: [only] }) => only?.id,
  );
  const matched: WaveProject[] = [];
  const unmatched: Unmatched[] = [];
  for (const { key, candidates } of found) {
    const [first] = candidates;
    const rivals = (takers.get(first?.id) ?? []).filter((other) => other.key !== key);
    if (first && candidates.length === 1 && rivals.length === 0)
      matched.push({ projectKey: key, projectId: first.id });
    else unmatched.push({ key, why: explain(candidates, rivals) });
  }
  return { matched, unmatched };
}

function findNamed({ key, name }: NamedSource, targets: readonly TargetProject[]): readonly TargetProject[] {
  const names = new Set([name, key]);
  const exact = targets.filter((target) => names.has(target.name));
  if (exact.length > 0) return exact;
  const loose = new Set([...names].map(toLoose));
  return targets.filter((target) => loose.has(toLoose(target.name)));
}

const toLoose = (name: string): string => name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, '');

function explain(candidates: readonly TargetProject[], rivals: readonly { readonly key: string }[]): string {
  const ids = candidates.map(({ id, name }) => `${id} "${name}"`).join(', ');
  if (candidates.length === 0) return 'no target project has its name';
  if (candidates.length > 1) return `several target projects have its name: ${ids}`;
  return `${ids} has the name of ${rivals.map(({ key }) => key).join(', ')} as well`;
}

import type { ProjectsView } from '@z2q/contracts';
import type { ControlClient } from '../api/api-client.ts';
import { ask } from '../ask.ts';
import type { CliContext } from '../cli-context.ts';
import { type CliError, wrongUsage } from '../cli-error.ts';
import { padEnd } from '../paint.ts';
import { plural } from '../progress/format.ts';
import type { MigrationFlags } from './migration-flags.ts';

/**
 * Chooses the projects of a new migration: at a terminal by asking, with the projects of both sites listed.
 * @throws {CliError} with that list if nobody can be asked, or the answer is not in it.
 */
export async function chooseProjects<Flags extends MigrationFlags>(
  cli: CliContext,
  client: ControlClient,
  flags: Flags,
): Promise<Flags> {
  if (flags.migration !== undefined) return flags;
  if (flags.project !== undefined && flags.target !== undefined) return flags;
  if (!cli.stdin.isTTY || !cli.stderr.isTTY) throw toMissing(flags, await findProjects(client));
  const { value: seen } = await client.listProjects();
  const project = flags.project ?? (await askForSource(cli, seen));
  return { ...flags, project, target: flags.target ?? (await askForTarget(cli, seen, project)) };
}

/** If no list can be read, the missing flag is still the fault to report. */
const findProjects = (client: ControlClient): Promise<ProjectsView | null> =>
  client.listProjects().then(
    ({ value }) => value,
    () => null,
  );

async function askForSource({ stdin, stderr }: CliContext, seen: ProjectsView): Promise<string> {
  stderr.write(`${toSourceLines(seen).join('\n')}\n`);
  const key = (await ask('Which Zephyr project? ', stdin, stderr)).toUpperCase();
  if (seen.source.some((source) => source.key === key)) return key;
  throw wrongUsage(key === '' ? 'No project was chosen.' : `There is no Zephyr project ${key}.`, EXAMPLE);
}

async function askForTarget(
  { stdin, stderr }: CliContext,
  seen: ProjectsView,
  project: string,
): Promise<number> {
  const named = seen.source.find(({ key }) => key === project)?.projectId ?? null;
  stderr.write(`${toTargetLines(seen).join('\n')}\n`);
  const typed = await ask(`Into which qTest project?${named === null ? '' : ` [${named}]`} `, stdin, stderr);
  const id = typed === '' ? named : Number(typed);
  if (id !== null && seen.target.some((target) => target.id === id)) return id;
  throw wrongUsage(typed === '' ? 'No project was chosen.' : `There is no qTest project ${typed}.`, EXAMPLE);
}

function toMissing({ project, target }: MigrationFlags, seen: ProjectsView | null): CliError {
  const missing = [project === undefined && '--project KEY', target === undefined && '--target ID'].filter(
    Boolean,
  );
  const lines = [
    ...(seen && project === undefined ? toSourceLines(seen) : []),
    ...(seen && target === undefined ? toTargetLines(seen) : []),
  ];
  const verb = missing.length > 1 ? 'are' : 'is';
  return wrongUsage(
    [`Which migration? ${missing.join(' and ')} ${verb} missing.`, ...lines].join('\n'),
    EXAMPLE,
  );
}

const EXAMPLE =
  'For example: --project WEB --target 12345. Or --migration ID; "z2q status --all" lists them. Many at once: "z2q wave".';

function toSourceLines({ source, target }: ProjectsView): readonly string[] {
  if (source.length === 0) return ['The Zephyr token sees no project.'];
  const nameOf = new Map(target.map(({ id, name }) => [id, name]));
  const width = Math.max(...source.map(({ key }) => key.length));
  const lines = source.map(({ key, name, enabled, projectId, testCases }) => {
    const facts = [
      name === key ? '' : name,
      enabled ? '' : 'Zephyr is switched off in it',
      testCases === undefined ? '' : plural(testCases, 'test case'),
      projectId === null ? '' : `→ qTest ${projectId} "${nameOf.get(projectId) ?? ''}"`,
    ];
    return `  ${padEnd(key, width)}  ${facts.filter(Boolean).join(', ')}`.trimEnd();
  });
  return ['Zephyr projects:', ...lines];
}

function toTargetLines({ target }: ProjectsView): readonly string[] {
  if (target.length === 0) return ['The qTest token sees no project.'];
  const width = Math.max(...target.map(({ id }) => String(id).length));
  return ['qTest projects:', ...target.map(({ id, name }) => `  ${padEnd(String(id), width)}  ${name}`)];
}

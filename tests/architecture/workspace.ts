import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const SCOPE = '@z2q/';

export type WorkspacePackage = {
  readonly name: string;
  /** Declared dependencies in this workspace, without scope. */
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
  /** Declared dependencies from a registry. */
  readonly libraries: readonly string[];
};

type Manifest = {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
};

export async function readPackages(): Promise<readonly WorkspacePackage[]> {
  const files = await listFiles('{packages,services}/*/package.json', '{tests,benchmarks}/package.json');
  return Promise.all(files.map(async (file) => toPackage(JSON.parse(await readSource(file)))));
}

/** Paths of all TypeScript files of the product and its tests, from the root. */
export function listSources(): Promise<readonly string[]> {
  return listFiles('{packages,services}/*/src/**/*.ts', '{tests,benchmarks}/**/*.ts');
}

export function readSource(file: string): Promise<string> {
  return readFile(join(ROOT, file), 'utf8');
}

async function listFiles(...patterns: readonly string[]): Promise<readonly string[]> {
  const found = glob([...patterns], { cwd: ROOT, exclude: ['**/node_modules'] });
  return (await Array.fromAsync(found)).toSorted();
}

const toPackage = ({ name, dependencies, devDependencies }: Manifest): WorkspacePackage => ({
  name: name.replace(SCOPE, ''),
  dependencies: ours(dependencies),
  devDependencies: ours(devDependencies),
  libraries: Object.keys(dependencies ?? {}).filter((each) => !each.startsWith(SCOPE)),
});

const ours = (declared: Readonly<Record<string, string>> = {}): readonly string[] =>
  Object.keys(declared)
    .filter((name) => name.startsWith(SCOPE))
    .map((name) => name.replace(SCOPE, ''));

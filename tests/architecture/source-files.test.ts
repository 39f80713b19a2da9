import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { listSources, readSource } from './workspace.ts';

/** File names that say nothing about the content, so that anything ends up there. */
const DRAWERS = ['types.ts', 'utils.ts', 'helpers.ts', 'constants.ts', 'common.ts', 'misc.ts'];

const RE_EXPORT = /^export (type )?\{[^}]*\} from '\.\/[^']+\.ts';\s*/;

const sources = await Promise.all(
  (await listSources()).map(async (path) => ({ path, text: await readSource(path) })),
);
const tests = sources.filter(({ path }) => path.endsWith('.test.ts'));

test('no file is a drawer for odds and ends', () => {
  const drawers = sources.filter(({ path }) => DRAWERS.includes(basename(path)));

  expect(pathsOf(drawers)).toEqual([]);
});

test('an index only re-exports what stands beside it, by name', () => {
  const indexes = sources.filter(({ path }) => basename(path) === 'index.ts');

  expect(pathsOf(indexes.filter(({ text }) => !onlyReExports(text)))).toEqual([]);
});

test('there is one index a package, at the top of its sources', () => {
  const indexes = sources.filter(({ path }) => basename(path) === 'index.ts');

  expect(pathsOf(indexes).filter((path) => !/^packages\/[^/]+\/src\/index\.ts$/.test(path))).toEqual([]);
});

test('folders of a package import each other one way', () => {
  const twoWay = importsBetweenFolders().filter(
    ({ from, to }, _, all) => from < to && all.some((back) => back.from === to && back.to === from),
  );

  // The command line loads the code of a command only when it runs, and that code uses the flags of the
  // command.
  expect(twoWay.filter(({ from }) => !from.startsWith('packages/cli/'))).toEqual([]);
});

test('no test replaces a part of the product with a mock', () => {
  const mocking = /\bvi\s*\.\s*(mock|doMock|spyOn|fn|stubGlobal)\b/;

  expect(pathsOf(tests.filter(({ text }) => mocking.test(text)))).toEqual([]);
});

test('a process has one SQLite, since two of them do not see the locks of each other', () => {
  const second = /^import (?!type)[^;]*'node:sqlite'/m;

  // The doctor is a process of its own, and looks at a file that others may have open.
  expect(pathsOf(sources.filter(({ text }) => second.test(text)))).toEqual([
    'packages/cli/src/doctor/machine-checks.ts',
  ]);
});

test('no test sleeps', () => {
  const sleeping = /setTimeout\(\s*\w+\s*,|\b(delay|sleep|setTimeout)\(\s*[\d_]{3,}/;

  expect(pathsOf(tests.filter(({ text }) => sleeping.test(text)))).toEqual([]);
});

test('nothing silences the type checker', () => {
  const silencing = /@ts-(ignore|expect-error|nocheck)/;
  const itself = 'tests/architecture/source-files.test.ts';

  expect(pathsOf(sources.filter(({ path, text }) => path !== itself && silencing.test(text)))).toEqual([]);
});

/** Each pair of folders directly below `src` of which one imports from the other. */
function importsBetweenFolders(): readonly { readonly from: string; readonly to: string }[] {
  return sources
    .filter(({ path }) => !tests.some((test) => test.path === path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(/\bfrom '(\.[^']+)'/g)].map(([, imported = '']) => ({
        from: topFolder(path),
        to: topFolder(join(path, '..', imported)),
      })),
    )
    .filter(({ from, to }) => from !== to && from !== '' && to !== '');
}

const topFolder = (path: string): string => /^\w+\/[^/]+\/src\/[^/]+(?=\/)/.exec(path)?.[0] ?? '';

function onlyReExports(text: string): boolean {
  let rest = text.trimStart();
  while (RE_EXPORT.test(rest)) rest = rest.replace(RE_EXPORT, '');
  return rest === '';
}

function pathsOf(files: readonly { readonly path: string }[]): readonly string[] {
  return files.map(({ path }) => path);
}

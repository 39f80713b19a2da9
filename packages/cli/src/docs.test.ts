import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PassThrough } from 'node:stream';
import { FailureCode, LedgerCodeName, PauseReason } from '@z2q/contracts';
import { BaseEnv, ControlEnv, JiraEnv, QtestEnv, ZephyrEnv } from '@z2q/process';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { createProgram } from './program.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const FILES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

const program = createProgram(
  {
    command: 'z2q',
    env: {},
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr: new PassThrough(),
    onSignal: () => ({ [Symbol.dispose]: () => undefined }),
  },
  () => undefined,
);

/** Every `z2q …` that a reader may type: in backticks, or at the beginning of a line in a block. */
function listCommandLines(text: string): readonly string[] {
  const inText = [...text.matchAll(/`(?:\.\/)?z2q ([^`]+)`/g)].map(([, line = '']) => line);
  const inBlocks = [...text.matchAll(/^(?:\.\/|docker-compose run --rm )?z2q ([^#\n]+)/gm)].map(
    ([, line = '']) => line,
  );
  return [...inText, ...inBlocks].map((line) => line.split(/ {3,}| \| /, 1)[0] ?? '');
}

function findFault(line: string): string | undefined {
  let command: Command = program;
  const words = line
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '…');
  for (const word of words) {
    const below = command.commands.find((each) => each.name() === word);
    if (below !== undefined) command = below;
    else if (command === program && word !== 'help') return `there is no command ${word}`;
    else break;
  }
  const flags = words.filter((word) => /^--?[a-z]/.test(word));
  const unknown = flags.find(
    (flag) => !command.options.some(({ long, short }) => long === flag || short === flag),
  );
  return unknown === undefined ? undefined : `${command.name()} has no ${unknown}`;
}

test.for(FILES)('each command in %s is one, with its options', (file) => {
  const faults = listCommandLines(read(file)).flatMap((line) => {
    const fault = findFault(line);
    return fault === undefined ? [] : [`${line}: ${fault}`];
  });

  expect(faults).toEqual([]);
});

test('the commands are found', () => {
  expect(listCommandLines(read('docs/runbook.md')).length).toBeGreaterThan(10);
  expect(findFault('rollback --dry')).toBe('rollback has no --dry');
  expect(findFault('roll')).toBe('there is no command roll');
});

const KNOWN = new Set([
  ...[BaseEnv, ZephyrEnv, QtestEnv, JiraEnv, ControlEnv].flatMap(({ shape }) => Object.keys(shape)),
  'CONTROL_URL',
  'HEALTH_PORT',
  'HEALTH_HOST',
  ...['docker-compose.yml', 'infra/compose.monitoring.yml'].flatMap(
    (file) => read(file).match(/(?<=\$\{)[A-Z0-9_]+|\bZ2Q_[A-Z]+/g) ?? [],
  ),
]);

test.for(FILES)('each variable in %s exists', (file) => {
  const named =
    read(file).match(
      /\b(?:(?:ZEPHYR|QTEST|JIRA|CONTROL|REDIS|DATA|HEALTH|LOG|HTTP|HTTPS|NO|OTEL|Z2Q)_[A-Z_]+|[A-Z]+_IMAGE)\b/g,
    ) ?? [];

  const unknown = named.filter((name) => !KNOWN.has(name.replace(/_FILE$/, '')));

  expect(new Set(unknown)).toEqual(new Set());
});

test.for(FILES)('each link in %s leads to a file, and to a heading of it', (file) => {
  const links = [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);

  const broken = links.filter((link) => !/^https?:/.test(link) && !isThere(file, link));

  expect(broken).toEqual([]);
});

function isThere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  if (!existsSync(join(ROOT, target))) return false;
  return (
    anchor === undefined ||
    read(target)
      .split('\n')
      .some((line) => toAnchor(line) === anchor)
  );
}

const toAnchor = (line: string): string =>
  line
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

test.for([
  ['docs/runbook.md', PauseReason.options],
  ['docs/runbook.md', FailureCode.options],
  ['docs/what-is-carried.md', LedgerCodeName.options],
] as const)('%s has a line for each code', ([file, codes]) => {
  const missing = codes.filter((code) => !new RegExp(`^\\| \`${code}\` +\\| \\S`, 'm').test(read(file)));

  expect(missing).toEqual([]);
});

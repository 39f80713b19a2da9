import { parseSync, Visitor } from 'oxc-parser';
import { checkSync } from 'recheck';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { listSources, readSource } from './workspace.ts';

/** Expressions in tests only ever search the tests' own texts. */
const OF_TESTS = /\.test\.ts$|\/tests\/|^tests\/|^benchmarks\//;

/**
 * Files that build expressions at run time, from texts that do not come from outside: routes of the control
 * API, and faults that a test gives to a stand-in.
 */
const MAKE_EXPRESSIONS = [
  'packages/sandbox/src/behaviour/fault-picker.ts',
  'packages/sandbox/src/behaviour/fault.ts',
  'services/control-api/src/http/answer-unknown-paths.ts',
];

type Expression = { readonly file: string; readonly pattern: string; readonly flags: string };

const files = (await listSources()).filter((file) => !OF_TESTS.test(file));
const sources = await Promise.all(files.map(async (file) => ({ file, source: await readSource(file) })));
const expressions = sources.flatMap(({ file, source }) => findExpressions(file, source));

test.runIf(hasLongTests)(
  'the work of every regular expression grows with the text and no faster',
  { timeout: 300_000 },
  () => {
    const distinct = new Map(expressions.map((each) => [`/${each.pattern}/${each.flags}`, each]));

    const faults = [...distinct].flatMap(([text, { file, pattern, flags }]) => {
      // A fixed seed, so that expressions that cannot be proven are tried in the same way each time.
      const found = checkSync(pattern, flags, { randomSeed: 1, timeout: 60_000 });
      const why = found.status === 'vulnerable' ? found.complexity.summary : found.status;
      return found.status === 'safe' ? [] : [`${text} of ${file}: ${why}`];
    });

    expect(distinct.size).toBeGreaterThan(50);
    expect(faults).toEqual([]);
  },
);

test('expressions are written out, so that the check above sees them', () => {
  const made = sources.filter(({ source }) => /\bRegExp\(/.test(source)).map(({ file }) => file);

  expect(made).toEqual(MAKE_EXPRESSIONS);
});

function findExpressions(file: string, source: string): readonly Expression[] {
  const found: Expression[] = [];
  new Visitor({
    Literal: (node) => {
      if ('regex' in node) found.push({ file, pattern: node.regex.pattern, flags: node.regex.flags });
    },
  }).visit(parseSync(file, source).program);
  return found;
}

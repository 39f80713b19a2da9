import type { CorpusCase, CorpusStep } from './corpus.ts';
import { asSent, escapeHtml, textsOf, unescapeHtml } from './readable-text.ts';

type TargetStep = { readonly description: string; readonly expected: string; readonly order: number };

/**
 * Steps must be complete, in order and equal to the character. A BDD script must be one step with its text.
 */
export function verifySteps(source: CorpusCase, targets: readonly TargetStep[]): readonly string[] {
  const steps = source.steps ?? [];
  const count = source.script ? 1 : steps.length;
  if (targets.length !== count) return [`has ${targets.length} steps, not ${count}`];
  const order = targets.every((target, index) => target.order === index + 1)
    ? []
    : ['has steps out of order'];
  const [first] = targets;
  if (source.script && first) return [...order, ...verifyScript(source.script, first)];
  const faults = steps.flatMap((step, index) =>
    verifyStep(step, targets[index] as TargetStep).map((fault) => `step ${index + 1} ${fault}`),
  );
  return [...order, ...faults];
}

function verifyScript(
  { type, text }: NonNullable<CorpusCase['script']>,
  { description, expected }: TargetStep,
): readonly string[] {
  const shown = type === 'bdd' ? unescapeHtml(description.replace(/^<pre>|<\/pre>$/g, '')) : description;
  const sent = type === 'bdd' ? text : asSent(text);
  return shown === sent && expected === '' ? [] : ['has another script'];
}

function verifyStep(source: CorpusStep, target: TargetStep): readonly string[] {
  const { testCaseKey } = source;
  if (testCaseKey !== undefined)
    return target.description.includes(testCaseKey) ? [] : [`calls another test`];
  return [
    ...verifyDescription(source, target),
    ...(target.expected === asSent(source.expectedResult) ? [] : ['has another expected result']),
    ...verifyFields(source, target),
  ];
}

/** The description comes first, then the test data. */
function verifyDescription(source: CorpusStep, { description }: TargetStep): readonly string[] {
  const own = asSent(source.description);
  const rest = description.slice(own.length);
  return [
    ...(description.startsWith(own) ? [] : ['has another description']),
    ...(rest.includes(asSent(source.testData)) ? [] : ['has other test data']),
  ];
}

function verifyFields(source: CorpusStep, { description }: TargetStep): readonly string[] {
  return Object.entries(source.customFields ?? {}).flatMap(([name, value]) =>
    textsOf(value)
      .map(asSent)
      .filter((text) => !description.includes(text) && !description.includes(escapeHtml(text)))
      .map((text) => `does not show ${name} ${text.slice(0, 80)}`),
  );
}

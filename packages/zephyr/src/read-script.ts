import type { OddMember, SourceScript, SourceStep } from '@z2q/contracts';
import { z } from 'zod';
import { parseRecord } from './parse-record.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { CustomFieldsOnWire, Id, listOf, orNull, Text } from './wire.ts';

const Inline = z.looseObject({
  description: Text,
  testData: Text,
  expectedResult: Text,
  customFields: CustomFieldsOnWire,
  reflectRef: Text,
});
const Parameter = z
  .looseObject({ name: Text, value: Text, type: Text })
  .transform(({ name, value, type }) => ({ name: name ?? '', value: value ?? '', type }));
const Call = z.looseObject({ testCaseKey: z.string().min(1), parameters: listOf(Parameter) });

/** One of the two members is filled, the other is null; an empty step that Zephyr adds by itself may have neither. */
const Step = z.looseObject({ id: orNull(Id), inline: orNull(Inline), testCase: orNull(Call) });

/** Other names of the two kinds of text, including those of Data Center. Any other kind is plain text. */
const TextType = z
  .string()
  .transform((type) => type.toLowerCase().replace(/[-_ ]?text$/, ''))
  .pipe(z.union([z.enum(['plain', 'bdd']), z.enum(['cucumber', 'gherkin']).transform(() => 'bdd' as const)]));

/** A step that cannot be read keeps its index, since step results are matched by order. */
const Received = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('steps'), steps: orNull(z.array(orNull(Step))) }),
  z.object({
    kind: z.literal('script'),
    script: orNull(z.looseObject({ type: orNull(TextType), text: Text })),
  }),
]);

type Read = { readonly script: SourceScript; readonly oddMembers: readonly OddMember[] };

export function readScript(what: string, received: unknown): Read {
  const { wire, oddMembers } = parseRecord(`Script of ${what}`, Received, named(received));
  if (wire.kind === 'steps')
    return { script: { type: 'steps', steps: (wire.steps ?? []).map(toStep) }, oddMembers };
  return { script: { type: wire.script?.type ?? 'plain', text: wire.script?.text ?? '' }, oddMembers };
}

/** Renames members to their names in the ledger. */
function named(received: unknown): unknown {
  const script = z
    .object({ kind: z.string(), values: z.unknown().optional(), value: z.unknown().optional() })
    .safeParse(received);
  if (!script.success) return received;
  const { kind, values, value } = script.data;
  return { kind, steps: values, script: value };
}

function toStep(step: z.infer<typeof Step> | null): SourceStep {
  const { id = null, inline = null, testCase = null } = step ?? {};
  if (testCase) {
    return { kind: 'call', stepId: id, testCaseKey: testCase.testCaseKey, parameters: testCase.parameters };
  }
  return {
    kind: 'inline',
    stepId: id,
    description: inline?.description ?? null,
    testData: inline?.testData ?? null,
    expectedResult: inline?.expectedResult ?? null,
    customFields: toCustomFields(inline?.customFields ?? {}),
    reflectRef: inline?.reflectRef ?? null,
  };
}

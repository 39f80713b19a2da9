import type { SourceScript, SourceStep } from '@z2q/contracts';
import { z } from 'zod';
import { parseRecord } from './parse-record.ts';
import { toCustomFields } from './to-custom-fields.ts';
import { CustomFieldsOnWire, Id, listOf, orNull, Text } from './wire.ts';

const Inline = z.looseObject({
  description: Text,
  testData: Text,
  expectedResult: Text,
  customFields: CustomFieldsOnWire,
  reflectRef: Text.catch(null),
});
const Parameter = z
  .looseObject({ name: Text, value: Text, type: Text.catch(null) })
  .transform(({ name, value, type }) => ({ name: name ?? '', value: value ?? '', type }));
const Call = z.looseObject({ testCaseKey: z.string().min(1), parameters: listOf(Parameter) });

/** Either member is filled, the other null; an empty step that Zephyr adds by itself may have neither. */
const Step = z.looseObject({ id: orNull(Id), inline: orNull(Inline), testCase: orNull(Call) });

const Received = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('steps'), values: z.array(Step) }),
  z.object({
    kind: z.literal('script'),
    value: z.looseObject({ type: z.enum(['plain', 'bdd']), text: Text }),
  }),
]);

export function readScript(what: string, received: unknown): SourceScript {
  const script = parseRecord(`Script of ${what}`, Received, received);
  if (script.kind === 'script') return { type: script.value.type, text: script.value.text ?? '' };
  return { type: 'steps', steps: script.values.map(toStep) };
}

function toStep({ id, inline, testCase }: z.infer<typeof Step>): SourceStep {
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

import type { SourceExecution, SourceStepResult } from '@z2q/contracts';
import { z } from 'zod';
import { parseRecord } from './parse-record.ts';
import type { ReferenceNames } from './source-client.ts';
import { toReferenceName } from './to-reference-name.ts';
import { Id, orNull, Ref, Text } from './wire.ts';

const StepResult = z.looseObject({
  id: orNull(Id),
  inline: orNull(
    z.looseObject({
      description: Text,
      testData: Text,
      expectedResult: Text,
      actualResult: Text,
      testDataRowNumber: orNull(z.number().int()),
      reflectRef: Text,
      status: orNull(Ref),
    }),
  ),
});
/** A result that cannot be read keeps its index, since results are matched by order. */
const Received = z.object({ stepResults: orNull(z.array(orNull(StepResult))) });

/** Earlier releases staged a bare list; the rest of the answer is kept since. */
export const valuesOfResults = (received: unknown): unknown =>
  typeof received === 'object' && received !== null && !Array.isArray(received) && 'values' in received
    ? received.values
    : received;

export function readStepResults(
  what: string,
  received: unknown,
  names: ReferenceNames,
): Pick<SourceExecution, 'stepResults' | 'oddMembers'> {
  const { wire, oddMembers } = parseRecord(`Step results of ${what}`, Received, {
    stepResults: valuesOfResults(received),
  });
  return { stepResults: (wire.stepResults ?? []).map((result) => toStepResult(result, names)), oddMembers };
}

const toStepResult = (result: z.infer<typeof StepResult> | null, names: ReferenceNames): SourceStepResult => {
  const inline = result?.inline;
  return {
    stepResultId: result?.id ?? null,
    description: inline?.description ?? null,
    testData: inline?.testData ?? null,
    expectedResult: inline?.expectedResult ?? null,
    actualResult: inline?.actualResult ?? null,
    status: toReferenceName(names, 'status:TEST_EXECUTION', inline?.status ?? null),
    testDataRow: inline?.testDataRowNumber ?? null,
    reflectRef: inline?.reflectRef ?? null,
  };
};

import type { SourceStepResult } from '@z2q/contracts';
import { z } from 'zod';
import { parseRecord } from './parse-record.ts';
import type { ReferenceNames } from './source-client.ts';
import { toReferenceName } from './to-reference-name.ts';
import { Id, listOf, orNull, Ref, Text } from './wire.ts';

const StepResults = listOf(
  z.looseObject({
    id: orNull(Id),
    inline: orNull(
      z.looseObject({
        description: Text,
        testData: Text,
        expectedResult: Text,
        actualResult: Text,
        testDataRowNumber: orNull(z.number().int()),
        reflectRef: Text.catch(null),
        status: orNull(Ref),
      }),
    ),
  }),
);

export function readStepResults(what: string, received: unknown, names: ReferenceNames): SourceStepResult[] {
  const results = parseRecord(`Step results of ${what}`, StepResults, received);
  return results.map(({ id, inline }) => ({
    stepResultId: id,
    description: inline?.description ?? null,
    testData: inline?.testData ?? null,
    expectedResult: inline?.expectedResult ?? null,
    actualResult: inline?.actualResult ?? null,
    status: toReferenceName(names, 'status:TEST_EXECUTION', inline?.status ?? null),
    testDataRow: inline?.testDataRowNumber ?? null,
    reflectRef: inline?.reflectRef ?? null,
  }));
}

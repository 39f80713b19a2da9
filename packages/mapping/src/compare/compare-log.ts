import type { TargetField, TargetLog, TestLogWrite } from '@z2q/contracts';
import { readInstant } from '../text/read-instant.ts';
import { compareProperties } from './compare-properties.ts';
import { compareHtml, compareText, compareValue, type Difference } from './difference.ts';

/** Lists how a test log differs from what was sent. Step logs are matched by their step. */
export function compareLog(
  expected: TestLogWrite,
  actual: TargetLog,
  fields: readonly TargetField[],
): readonly Difference[] {
  const versionId = expected.test_case_version_id;
  return [
    ...compareValue('status', expected.status.id, actual.statusId),
    ...compareInstant('start', expected.exe_start_date, actual.start),
    ...compareInstant('end', expected.exe_end_date, actual.end),
    ...compareVersion(versionId, actual.versionId),
    ...compareHtml('note', expected.note, actual.note),
    ...compareProperties(expected.properties, actual.properties, fields),
    ...compareStepLogs(expected.test_step_logs, actual.stepLogs ?? []),
  ];
}

/** If the target returns no version there is nothing to compare. */
const compareVersion = (expected: number | undefined, actual: number | null): readonly Difference[] =>
  expected === undefined || actual === null ? [] : compareValue('version', expected, actual);

function compareInstant(field: string, expected: string, actual: string | null): readonly Difference[] {
  const isSame = actual !== null && readInstant(expected) === readInstant(actual);
  return isSame ? [] : compareText(field, expected, actual);
}

function compareStepLogs(
  expected: TestLogWrite['test_step_logs'],
  actual: NonNullable<TargetLog['stepLogs']>,
): readonly Difference[] {
  const found = new Map(actual.map((stepLog) => [stepLog.stepId, stepLog]));
  return [
    ...compareValue('number of step logs', expected.length, actual.length),
    ...expected.flatMap((stepLog, index) => {
      const other = found.get(stepLog.test_step_id);
      const label = `step log ${index + 1}`;
      if (other === undefined) return compareValue(label, `of step ${stepLog.test_step_id}`, 'none');
      return [
        ...compareValue(`${label} status`, stepLog.status.id, other.statusId),
        ...compareHtml(`${label} actual result`, stepLog.actual_result, other.actualResult),
      ];
    }),
  ];
}

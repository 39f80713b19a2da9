// Prints "passed failed" for a vitest JSON report and vitest's exit code. A file that could not even be loaded, an error
// outside any test, and a report that was never written each count as a failure.
import { existsSync, readFileSync } from 'node:fs';

const [file, exitCode] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };

const statuses = report.testResults.flatMap(({ assertionResults }) =>
  assertionResults.map(({ status }) => status),
);
const count = (wanted) => statuses.filter((status) => status === wanted).length;
const unloaded = report.testResults.filter(
  ({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
).length;

const failed = count('failed') + unloaded;
console.log(count('passed'), failed === 0 && exitCode !== '0' ? 1 : failed);

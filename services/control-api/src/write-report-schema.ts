import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeReport } from './report/describe-report.ts';

const path = join(import.meta.dirname, '../../../docs/report.schema.json');
await writeFile(path, `${JSON.stringify(describeReport(), null, 2)}\n`);

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describeApi } from './describe-api.ts';

const path = join(import.meta.dirname, '../../../docs/openapi.json');
await mkdir(dirname(path), { recursive: true });
await writeFile(path, `${JSON.stringify(await describeApi(), null, 2)}\n`);

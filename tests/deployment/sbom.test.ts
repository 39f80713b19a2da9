import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { hasLongTests } from '../kit/long-tests.ts';

const ROOT = join(import.meta.dirname, '../..');

const Bom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.looseObject({
      group: z.string().optional(),
      name: z.string(),
      version: z.string(),
      licenses: z.array(z.looseObject({})).optional(),
    }),
  ),
});
const Manifest = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/** The dependencies of one of our packages, with their versions. */
const readDependencies = async (path: string) =>
  Manifest.parse(JSON.parse(await readFile(join(ROOT, path, 'package.json'), 'utf8'))).dependencies;

test.runIf(hasLongTests)(
  'the bill of materials names what is in the image, with version and licence, and nothing that tests need',
  async () => {
    const { stdout } = await promisify(execFile)('npm', ['run', '--silent', 'sbom'], {
      cwd: ROOT,
      maxBuffer: 2 ** 24,
    });

    const components = Bom.parse(JSON.parse(stdout)).components.filter(({ group }) => group !== '@z2q');
    const named = new Map(
      components.map((each) => [[each.group, each.name].filter(Boolean).join('/'), each]),
    );
    const asked = {
      ...(await readDependencies('packages/store')),
      ...(await readDependencies('packages/queues')),
      ...(await readDependencies('packages/dashboard')),
    };
    for (const name of ['better-sqlite3', 'bullmq', 'preact', '@opentelemetry/sdk-trace'])
      expect(named.get(name)).toMatchObject({ version: asked[name] });
    expect(named.get('better-sqlite3')?.licenses).toEqual([{ license: { id: 'MIT' } }]);
    expect(named.get('bullmq')?.licenses).toEqual([{ license: { id: 'MIT' } }]);
    expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
    for (const name of ['vitest', 'testcontainers', 'vite', '@redocly/cli'])
      expect([...named.keys()]).not.toContain(name);
  },
);

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Config } from '@z2q/control-api/config';
import { readConfig } from '@z2q/process';
import { canRun, tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { isKnownVariable } from './known-variables.ts';

const ROOT = join(import.meta.dirname, '../..');
const HAS_COMPOSE = await canRun('docker-compose', ['version']);
const FILES = ['docker-compose.yml', 'infra/docker/secrets.yml', 'infra/compose.monitoring.yml'];
const RUN = promisify(execFile);
const COMMAND_LINE = ['CONTROL_URL', 'Z2Q_COMMAND'];
const PROFILES = ['sandbox', 'cli'].flatMap((profile) => ['--profile', profile]);

const WORKERS = ['extractor', 'transformer', 'loader', 'validator'];
const SECRETS = [
  'control_operate_token',
  'control_token',
  'control_view_token',
  'jira_token',
  'otlp_headers',
  'qtest_token',
  'redis_url',
  'zephyr_token',
];

const Composition = z.looseObject({
  services: z.record(
    z.string(),
    z.looseObject({
      mem_limit: z.string().optional(),
      restart: z.string().optional(),
      logging: z.looseObject({ options: z.record(z.string(), z.string()) }).optional(),
      scale: z.number().optional(),
      secrets: z.array(z.looseObject({ source: z.string() })).optional(),
      environment: z.record(z.string(), z.string().nullable()).optional(),
    }),
  ),
});

async function readComposition() {
  const args = [...FILES.flatMap((file) => ['-f', file]), ...PROFILES, 'config'];
  const { stdout } = await RUN('docker-compose', args, {
    cwd: ROOT,
    env: { ...process.env, Z2Q_LOADERS: '3' },
  });
  return Composition.parse(parse(stdout));
}

const { services } = HAS_COMPOSE ? await readComposition() : { services: {} };

test.runIf(HAS_COMPOSE)('every container has a limit of memory, of its log, and a rule for its end', () => {
  expect(Object.keys(services)).toContain('grafana');
  for (const [name, { mem_limit, logging, restart }] of Object.entries(services))
    expect({ name, mem_limit, size: logging?.options['max-size'], restart }).toEqual({
      name,
      mem_limit: expect.stringMatching(/\d/),
      size: '10m',
      restart: expect.stringMatching(/unless-stopped|no/),
    });
});

test.runIf(HAS_COMPOSE)('no service of ours is given a variable that nothing reads', () => {
  const names = Object.entries(services)
    .filter(([name]) => name !== 'grafana')
    .flatMap(([, { environment = {} }]) => Object.keys(environment));
  expect(names.filter((name) => !isKnownVariable(name) && !COMMAND_LINE.includes(name))).toEqual([]);
});

test.runIf(HAS_COMPOSE)('every secret that a service reads may be a file, which its container has', () => {
  const secretsOf = (name: string) => services[name]?.secrets?.map(({ source }) => source) ?? [];
  const filesOf = (name: string) =>
    Object.entries(services[name]?.environment ?? {}).filter(
      ([key, value]) => key.endsWith('_FILE') && value,
    );

  expect(secretsOf('control-api').sort()).toEqual(SECRETS);
  for (const name of [...WORKERS, 'control-api', 'z2q']) {
    const paths = filesOf(name).map(([, path]) => path);
    expect({ name, paths: paths.sort() }).toEqual({
      name,
      paths: secretsOf(name)
        .map((each) => `/run/secrets/${each}`)
        .sort(),
    });
  }
});

test.runIf(HAS_COMPOSE)(
  'the command line in a container may ask both sites, as doctor and mapping do',
  () => {
    const names = Object.keys(services.z2q?.environment ?? {});

    expect(names).toEqual(
      expect.arrayContaining([
        'REDIS_URL',
        'ZEPHYR_BASE_URL',
        'ZEPHYR_TOKEN',
        'QTEST_BASE_URL',
        'QTEST_TOKEN',
      ]),
    );
  },
);

test.runIf(HAS_COMPOSE)('the number of loaders is a setting, which every start keeps', () => {
  expect(services.loader?.scale).toBe(3);
});

test('the secrets that the script makes are enough for the control API, beside both tokens', async () => {
  await using dir = await tempDir();
  await RUN('sh', ['infra/docker/make-secrets.sh'], {
    cwd: ROOT,
    env: { ...process.env, SECRETS_DIR: dir.path },
  });
  const first = await readFile(dir.join('redis_url'), 'utf8');

  await RUN('sh', ['infra/docker/make-secrets.sh'], {
    cwd: ROOT,
    env: { ...process.env, SECRETS_DIR: dir.path },
  });

  const config = readConfig(Config, {
    DATA_DIR: dir.join('data'),
    CONTROL_HOST: '0.0.0.0',
    CONTROL_TOKEN_FILE: dir.join('control_token'),
    CONTROL_VIEW_TOKEN_FILE: dir.join('control_view_token'),
    CONTROL_OPERATE_TOKEN_FILE: dir.join('control_operate_token'),
    JIRA_TOKEN_FILE: dir.join('jira_token'),
    OTEL_EXPORTER_OTLP_HEADERS_FILE: dir.join('otlp_headers'),
    REDIS_URL_FILE: dir.join('redis_url'),
    ZEPHYR_TOKEN: 'a',
    QTEST_TOKEN: 'b',
    QTEST_BASE_URL: 'https://example.qtestnet.com',
  });
  expect(config.redisUrl).toBe(first);
  expect(await readFile(dir.join('redis_conf'), 'utf8')).toContain(
    `requirepass ${new URL(first).password}\n`,
  );
});

test('the example of an environment offers nothing that is unknown, or that this release refuses', async () => {
  const text = await readFile(join(ROOT, '.env.example'), 'utf8');
  const variables = Object.fromEntries(
    [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  );
  await using dir = await tempDir();
  const filled = {
    CONTROL_TOKEN: 'a-token-of-the-control-api',
    ZEPHYR_TOKEN: 'a',
    QTEST_TOKEN: 'b',
    QTEST_BASE_URL: 'https://example.qtestnet.com',
  };

  const read = () => readConfig(Config, { ...variables, ...filled, DATA_DIR: dir.path });

  expect(read).not.toThrow();
  const composition = await readFile(join(ROOT, 'docker-compose.yml'), 'utf8');
  const isRead = (name: string) => isKnownVariable(name) || composition.includes(`\${${name}:-`);
  expect(Object.keys(variables).filter((name) => !isRead(name))).toEqual([]);
  expect(text).not.toMatch(/server|JIRA/);
});

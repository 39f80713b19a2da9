import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, waitFor } from '@z2q/test-kit';
import { Redis } from 'ioredis';
import { generate } from 'selfsigned';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { openScenario } from '../scenario/open-scenario.ts';
import { RUN_TIMEOUT_MS, runMigration } from '../scenario/run-migration.ts';
import { tinyData } from '../scenario/small-data.ts';
import { type SpawnedRedis, spawnRedis } from './spawn-redis.ts';

const PASSWORD = 'p@ss:word/1';
const ENCODED = encodeURIComponent(PASSWORD);

test.runIf(hasLongTests)(
  'a migration goes through our configuration of Redis with TLS, of a company’s own authority, and a password',
  async () => {
    await using dir = await tempDir();
    const files = await certify(dir.path);
    await using redis = await spawnRedis({
      config: [
        `include ${join(import.meta.dirname, '../../infra/redis/redis.conf')}`,
        'protected-mode yes',
        'tls-port {port}',
        `tls-cert-file ${files.cert}`,
        `tls-key-file ${files.key}`,
        'tls-auth-clients no',
        `requirepass "${PASSWORD}"`,
      ],
      connection: { tls: { rejectUnauthorized: false }, password: PASSWORD },
    });
    await using scenario = await openScenario({
      data: tinyData(),
      isTogether: true,
      env: { REDIS_URL: `rediss://:${ENCODED}@127.0.0.1:${redis.port}`, NODE_EXTRA_CA_CERTS: files.cert },
    });

    const run = await runMigration(scenario, 1);

    expect(run).toMatchObject({ state: 'completed' });
  },
);

test.runIf(hasLongTests)(
  'behind Sentinel a run goes on by itself when the primary dies and a replica takes its place',
  async () => {
    await using primary = await spawnRedis(replicated());
    await using replica = await spawnRedis(replicated(primary));
    await using sentinel = await spawnRedis(watching(primary));
    await waitForReplica(sentinel);
    await using scenario = await openScenario({
      data: tinyData(),
      isTogether: true,
      env: { REDIS_URL: `redis-sentinel://:${ENCODED}@127.0.0.1:${sentinel.port}/main` },
    });
    const { api } = scenario;

    const runId = await api.startRun(await scenario.migrateTo(1));
    await api.waitForRun(runId, ({ counts }) => (counts.test_case?.loaded ?? 0) > 0, RUN_TIMEOUT_MS);
    await primary.kill();
    const run = await api.waitForRun(runId, undefined, RUN_TIMEOUT_MS);

    expect(run).toMatchObject({ state: 'completed' });
    expect(await primaryOf(sentinel)).toBe(replica.port);
  },
);

test('a Redis Cluster is refused at start, with what to give instead', async () => {
  await using dir = await tempDir();
  await using cluster = await spawnRedis({ config: ['cluster-enabled yes'] });

  const { code, said } = await runTransformer({
    REDIS_URL: `redis://127.0.0.1:${cluster.port}`,
    DATA_DIR: dir.path,
  });

  expect(code).toBe(1);
  expect(said).toMatch(/^REDIS_URL is a Redis Cluster, .* behind Sentinel/m);
  expect(said).not.toContain('    at ');
});

async function certify(dir: string): Promise<{ readonly cert: string; readonly key: string }> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'redis.example.test' }], {
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem') };
  await writeFile(files.cert, cert);
  await writeFile(files.key, key);
  return files;
}

const replicated = (primary?: SpawnedRedis) => ({
  config: [
    `requirepass "${PASSWORD}"`,
    `masterauth "${PASSWORD}"`,
    'maxmemory-policy noeviction',
    'repl-diskless-sync-delay 0',
    ...(primary ? [`replicaof 127.0.0.1 ${primary.port}`] : []),
  ],
  connection: { password: PASSWORD },
});

const watching = (primary: SpawnedRedis) => ({
  isSentinel: true,
  config: [
    `sentinel monitor main 127.0.0.1 ${primary.port} 1`,
    `sentinel auth-pass main "${PASSWORD}"`,
    'sentinel down-after-milliseconds main 1000',
    'sentinel failover-timeout main 3000',
  ],
});

async function askSentinel<Answer>(
  { port }: SpawnedRedis,
  ask: (sentinel: Redis) => Promise<Answer>,
): Promise<Answer> {
  const sentinel = new Redis(port, '127.0.0.1');
  try {
    return await ask(sentinel);
  } finally {
    sentinel.disconnect();
  }
}

const waitForReplica = (sentinel: SpawnedRedis) =>
  waitFor(
    () => askSentinel(sentinel, async (redis) => /slaves=1,/.test(await redis.info('sentinel')) || undefined),
    { what: 'the sentinel to know the replica', timeoutMs: 30_000, everyMs: 200 },
  );

const primaryOf = (sentinel: SpawnedRedis): Promise<number> =>
  askSentinel(sentinel, async (redis) => {
    const address = await redis.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'main');
    return Array.isArray(address) ? Number(address[1]) : Number.NaN;
  });

async function runTransformer(env: Readonly<Record<string, string>>) {
  const main = join(import.meta.dirname, '../../services/transformer/src/main.ts');
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const child = spawn(process.execPath, [main], { env: { NODE_COMPILE_CACHE, ...env } });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code, said };
}

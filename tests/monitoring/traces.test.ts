import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createHttpControlClient,
  freePort,
  openCollector,
  openRedis,
  type ServiceName,
  startService,
  tempDir,
  waitFor,
} from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { hasLongTests } from '../kit/long-tests.ts';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { openStandIns } from '../scenario/open-stand-ins.ts';

const CONTROL_TOKEN = 'control-token-for-tests';
const HEADER = 'collector-key-4c81';

/**
 * Prints each module of OpenTelemetry that a process loads, except its API without functions, which
 * prom-client loads.
 */
const TELL_TELEMETRY = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({
    load(url, context, next) {
      if (/node_modules\\/(bullmq-otel|@opentelemetry\\/(?!api\\/))/.test(url)) process.stderr.write('telemetry: ' + url + '\\n');
      return next(url, context);
    },
  });
`)}`;

/** Services as processes, with a data directory and a Redis of their own. */
async function open(env: Readonly<Record<string, string>>) {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const redis = stack.use(await openRedis());
  const data = everyKindOnce();
  const { zephyr, qtest } = stack.use(await openStandIns({ data }));
  const port = await freePort();
  const settings = {
    NODE_OPTIONS: `--import=${TELL_TELEMETRY}`,
    REDIS_URL: redis.url,
    DATA_DIR: dir.join('data'),
    CONTROL_PORT: String(port),
    CONTROL_TOKEN,
    ZEPHYR_BASE_URL: zephyr.baseUrl,
    ZEPHYR_TOKEN: zephyr.token,
    ZEPHYR_MAX_RPS: '0',
    QTEST_BASE_URL: qtest.url,
    QTEST_TOKEN: qtest.token,
    ...env,
  };
  const held = stack.move();
  return {
    projectKey: data.projects[0]?.key ?? '',
    api: createHttpControlClient(`http://127.0.0.1:${port}`, CONTROL_TOKEN),
    start: async (name: ServiceName) => {
      const service = held.use(startService(name, settings, dir.path));
      const log = () => readFile(join(dir.path, `${name}-${service.pid}.log`), 'utf8').catch(() => '');
      await waitFor(async () => /"ready"|listening at/.test(await log()), {
        what: `the ${name} to be ready`,
        timeoutMs: 60_000,
      });
      return { log, stop: () => service.end('SIGTERM') };
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

test.runIf(hasLongTests)(
  'a run is one trace through the services, which are done sending it when they have stopped',
  async () => {
    await using collector = await openCollector();
    await using kit = await open({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: `x-key=${HEADER}`,
    });
    const [control, extractor] = await Promise.all([kit.start('control-api'), kit.start('extractor')]);
    const migrationId = await kit.api.createMigration(kit.projectKey, 1);

    const run = await kit.api.run(migrationId, { phases: ['extract'] });
    const codes = await Promise.all([control.stop(), extractor.stop()]);

    const spans = collector.spans.filter(({ traceId }) => traceId === run.id.replaceAll('-', ''));
    const worked = spans.filter(({ name }) => name === 'process extract');
    const ids = new Set(spans.map(({ spanId }) => spanId));
    expect(codes).toEqual([0, 0]);
    expect(run.state).toBe('completed');
    expect(new Set(spans.map(({ service }) => service))).toEqual(
      new Set(['z2q-control-api', 'z2q-extractor']),
    );
    expect(worked.length).toBeGreaterThan(5);
    for (const { attributes } of worked)
      expect(attributes).toMatchObject({
        'z2q.run.id': run.id,
        'z2q.migration.id': migrationId,
        'z2q.phase': 'extract',
        'z2q.entity_type': expect.any(String),
        'z2q.batch': expect.any(Number),
      });
    // One span has no parent, and every other has a parent that was received too.
    const loose = spans.filter(({ parentSpanId }) => !ids.has(parentSpanId ?? ''));
    expect(loose.map(({ name }) => name)).toEqual(['start run']);
    expect(collector.spans).toHaveLength(spans.length);
    expect(collector.headers()['x-key']).toBe(HEADER);
    expect(await extractor.log()).toContain('telemetry: ');
    expect((await control.log()) + (await extractor.log())).not.toContain(HEADER);
  },
);

test.runIf(hasLongTests)(
  "without an address of a collector nothing of OpenTelemetry's SDK is loaded",
  async () => {
    await using kit = await open({});
    const transformer = await kit.start('transformer');

    await transformer.stop();

    expect(await transformer.log()).toContain('"ready"');
    expect(await transformer.log()).not.toContain('telemetry: ');
  },
);

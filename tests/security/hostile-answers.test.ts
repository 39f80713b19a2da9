import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openPipeline } from '../kit/open-pipeline.ts';
import { everyKind } from '../scenario/every-kind.ts';
import { listFailures } from '../scenario/list-failures.ts';
import { runMigration } from '../scenario/run-migration.ts';

type Server = AsyncDisposable & { readonly url: string };

async function listen(answer: RequestListener): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const MIB = 1024 * 1024;
const FILE = /^\/v2\/testcases\/[^/]+\/attachments\/\d+$/;
const BOMB = gzipSync(Buffer.alloc(64 * MIB, ' '));

/** A proxy before the stand-in Zephyr, whose `twist` may answer instead of it or change its answers. */
const openTwisted = (
  origin: () => string,
  twist: (request: IncomingMessage, response: ServerResponse) => ((text: string) => string) | 'answered',
): Promise<Server> =>
  listen(async (request, response) => {
    const change = twist(request, response);
    if (change === 'answered') return;
    const { authorization = '' } = request.headers;
    const answer = await fetch(`${origin()}${request.url}`, { headers: { authorization } });
    const body = Buffer.from(await answer.arrayBuffer());
    const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(isJson ? change(body.toString()) : body);
  });

test('an answer that leads inside, inflates without end or names a case in no encoding is the affair of its record', async () => {
  const data = everyKind();
  const [source] = data.projects;
  const bombed = source?.cases[0]?.key ?? '';
  const executedKey = source?.executions.find((one) => one.testCaseKey !== bombed)?.testCaseKey;
  let origin = '';
  let [inside, led, bombs] = [0, 0, 0];
  await using hidden = await listen((_request, response) => {
    inside += 1;
    response.end('a secret of the inside network');
  });
  await using twisted = await openTwisted(
    () => origin,
    ({ url = '' }, response) => {
      const path = url.split('?', 1)[0] ?? '';
      if (FILE.test(path)) {
        led += 1;
        response.writeHead(302, { location: `${hidden.url}/latest/meta-data` }).end();
        return 'answered';
      }
      if (path.startsWith(`/v2/testcases/${bombed}/test`)) {
        bombs += 1;
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(BOMB);
        return 'answered';
      }
      return (text) =>
        path === '/v2/testexecutions'
          ? text.replaceAll(`/testcases/${executedKey}/`, '/testcases/100%/')
          : text;
    },
  );
  await using kit = await openPipeline({ data, env: { ZEPHYR_BASE_URL: `${twisted.url}/v2` } });
  origin = kit.zephyr.url;

  const run = await runMigration(kit, 1);

  const failures = await listFailures(kit, run);
  const codesOf = (type: string) =>
    new Set(failures.filter((one) => one.entityType === type).map(({ code }) => code));
  expect(run.state).toBe('completed_with_failures');
  expect(failures).toContainEqual(
    expect.objectContaining({ entityType: 'test_case', sourceKey: bombed, code: 'source_error' }),
  );
  expect(failures.find(({ sourceKey }) => sourceKey === bombed)?.message).toContain('more than 32 MiB');
  expect(codesOf('test_execution')).toContain('reference_unresolved');
  expect(failures.some(({ message }) => message.includes('was redirected to'))).toBe(true);
  expect(inside).toBe(0);
  expect(led).toBeGreaterThan(0);
  expect(bombs).toBeGreaterThan(0);
  expect(run.counts.test_case?.verified).toBe((source?.cases.length ?? 0) - 1);
});

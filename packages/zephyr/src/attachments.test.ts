import { createRateBudget } from '@z2q/http';
import { type Fault, generateZephyrData, startZephyrSandbox, type ZephyrSandbox } from '@z2q/sandbox';
import { expect, test } from 'vitest';
import { createZephyrCloudClient } from './cloud-client.ts';
import type { SourceClient } from './source-client.ts';

type Open = AsyncDisposable & { readonly sandbox: ZephyrSandbox; readonly client: SourceClient };

async function open(faults: readonly Fault[] = []): Promise<Open> {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(
    await startZephyrSandbox({ data: generateZephyrData({ cases: 5, executions: 5 }) }),
  );
  sandbox.behaviour.faults.push(...faults);
  const client = createZephyrCloudClient({
    baseUrl: sandbox.baseUrl,
    token: () => sandbox.token,
    budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
    concurrency: 8,
    timeoutMs: 5_000,
    retry: { baseMs: 5, capMs: 50 },
  });
  stack.defer(() => client.close());
  const owned = stack.move();
  return { sandbox, client, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test.each(['empty', 'html'] as const)(
  'an owner without files has none when its 404 has an %s body, and is asked once',
  async (body) => {
    await using opened = await open([{ kind: 'bare-error', body }]);

    const listed = await opened.client.listAttachments({ kind: 'test_case', ownerId: '1' }, 'DEMO-T999999');

    expect(listed).toMatchObject({ files: [], nameless: 0 });
    expect(opened.sandbox.stats.count()).toBe(1);
  },
);

test('an entry without an id does not take the others with it', async () => {
  await using opened = await open();
  const [file] = opened.sandbox.data.projects[0]?.attachments ?? [];
  const owned = { kind: 'test_plan', ownerId: opened.sandbox.data.projects[0]?.plans[0]?.id ?? 0 } as const;
  if (file === undefined) throw new Error('no file');
  const nameless = { ...file, owner: owned, id: null as never };
  opened.sandbox.data.projects[0]?.attachments.push(
    { ...file, owner: owned, id: 7, name: 'a.png' },
    nameless,
  );

  const listed = await opened.client.listAttachments({ kind: 'test_plan', ownerId: '1' }, 'DEMO-P1');

  expect(listed.files).toContainEqual({ raw: expect.anything(), attachmentId: '7', name: 'a.png' });
  expect(listed.nameless).toBe(1);
});

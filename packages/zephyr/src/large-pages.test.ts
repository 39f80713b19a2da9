import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRateBudget } from '@z2q/http';
import { expect, test } from 'vitest';
import { createGetClient, type GetClient } from './get-client.ts';
import { listAll } from './list-all.ts';
import { pageTestCases } from './test-cases.ts';

type Kit = AsyncDisposable & { readonly client: GetClient; readonly asked: readonly string[] };

type Oddities = {
  /** Id of a case of ten kilobytes. */
  readonly large?: number;
  /** Whether a gateway gives up on a page that contains this case. */
  readonly isStuck?: (id: number) => boolean;
};

/** A stand-in with 20 cases of a kilobyte each, and a client that reads at most 9 kB of an answer. */
async function openListing({ large, isStuck = () => false }: Oddities = {}): Promise<Kit> {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    const { searchParams } = new URL(url, 'http://host');
    const startAt = Number(searchParams.get('startAt'));
    const maxResults = Number(searchParams.get('maxResults'));
    asked.push(`${startAt}+${maxResults}`);
    const values = Array.from({ length: Math.min(maxResults, 20 - startAt) }, (_, index) => {
      const id = startAt + index;
      return { id, key: `WEB-T${id}`, objective: 'x'.repeat(id === large ? 10_000 : 1000) };
    });
    if (values.some(({ id }) => isStuck(id))) response.writeHead(504);
    response.end(JSON.stringify({ startAt, maxResults, total: 20, values }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = createGetClient({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: () => 'token',
    budget: createRateBudget({ redis: null, key: 'test', maxRps: 0 }),
    concurrency: 1,
    timeoutMs: 5_000,
    retry: { baseMs: 5, capMs: 50 },
    limits: { answerBytes: 9_000 },
  });
  return {
    client,
    asked,
    [Symbol.asyncDispose]: async () => {
      client.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a page too large to be read is asked for in a smaller one, which tells where to go on', async () => {
  await using listing = await openListing();

  const page = await pageTestCases(listing.client, { projectKey: 'WEB', startAt: 0, maxResults: 20 });

  expect(page).toMatchObject({ received: 5, total: 20, hasMore: true, unreadable: [] });
  expect(listing.asked).toEqual(['0+20', '0+5']);
});

test('a record that is too large by itself is an unreadable one, and more may follow', async () => {
  await using listing = await openListing({ large: 4 });

  const page = await pageTestCases(listing.client, { projectKey: 'WEB', startAt: 4, maxResults: 4 });

  expect(page).toMatchObject({ items: [], received: 1, hasMore: true });
  expect(page.unreadable).toMatchObject([{ sourceId: 'item 4', reason: expect.stringContaining('MiB') }]);
});

test('a record that a gateway gives up on even by itself is an unreadable one, where the one behind it is given', async () => {
  await using listing = await openListing({ isStuck: (id) => id === 4 });

  const page = await pageTestCases(listing.client, { projectKey: 'WEB', startAt: 4, maxResults: 4 });

  expect(page).toMatchObject({ items: [], received: 1, hasMore: true });
  expect(page.unreadable).toMatchObject([{ sourceId: 'item 4', reason: expect.stringContaining('504') }]);
  expect(new Set(listing.asked)).toEqual(new Set(['4+4', '4+1', '5+1']));
});

test('a listing that gives no record at all is the fault of none of them', async () => {
  await using listing = await openListing({ isStuck: () => true });

  const page = pageTestCases(listing.client, { projectKey: 'WEB', startAt: 4, maxResults: 1 });

  await expect(page).rejects.toThrow('504');
});

test('a whole listing is read in pages that can be', async () => {
  await using listing = await openListing();

  const { values } = await listAll(listing.client, { path: '/testcases', route: '/testcases' });

  expect(values).toHaveLength(20);
});

import { createQtestClient } from '@z2q/qtest';
import { openTestStore } from '@z2q/store/testing';
import { NOWHERE } from '@z2q/test-kit';
import { createZephyrCloudClient } from '@z2q/zephyr';
import { expect, test } from 'vitest';
import { checkAlreadyThere } from './already-there-check.ts';

const MODULE = { id: 1, pid: 'MD-1', name: 'Of a team', description: '', parentId: null, children: [] };

/** Checks a project without a key field and with this many pages of test cases, none of which shows our key. */
async function checkPages(pages: number, options: { readonly adopt?: boolean } = {}, isEmpty = false) {
  await using kit = await openTestStore();
  const migration = await kit.migrate(options);
  const asked: number[] = [];
  const none = async () => [];
  const target = {
    ...createQtestClient({ ...NOWHERE, projectId: 1 }),
    listFields: none,
    listModuleTree: async () => (isEmpty ? [] : [MODULE]),
    listCycleTree: none,
    listReleases: none,
    listSuites: none,
    pageTestCases: async ({ page }: { readonly page: number }) => {
      asked.push(page);
      return { items: [], hasMore: page < pages };
    },
  };
  const source = createZephyrCloudClient(NOWHERE);
  const check = await checkAlreadyThere(kit.store.read, { source, target }, migration);
  return { check, asked };
}

test.each([{}, { adopt: true }])(
  'a look that is cut off says so, and is never green (%j)',
  async (options) => {
    const { check, asked } = await checkPages(1_000, options);

    expect(asked).toHaveLength(20);
    expect(check).toMatchObject({
      name: 'already_there',
      status: 'warning',
      detail: expect.stringContaining('of the test cases only the first 20 pages were looked at'),
      fix: expect.stringContaining('search the target for its keys by hand'),
    });
  },
);

test('a look that ends with the last page that it may take is not cut off', async () => {
  const { check, asked } = await checkPages(20);

  expect(asked).toHaveLength(20);
  expect(check.detail).not.toContain('only the first');
});

test('a project with nothing in it needs no look by hand, and one without the field of keys does', async () => {
  const empty = await checkPages(1, {}, true);
  const used = await checkPages(1);
  const cutOff = await checkPages(1_000, {}, true);

  expect(empty.check).toMatchObject({
    status: 'ok',
    detail: expect.stringMatching(/ has no module, .* and no test case that shows a key\.$/),
  });
  expect(used.check).toMatchObject({ status: 'warning', detail: expect.stringContaining('no field') });
  expect(cutOff.check.status).toBe('warning');
});

import { expect, test } from 'vitest';
import { mapLimited } from './map-limited.ts';

test('no more calls than the limit are under way, and results keep the order of the items', async () => {
  let underWay = 0;
  let most = 0;
  const items = Array.from({ length: 20 }, (_, index) => index);

  const results = await mapLimited(items, 3, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    for (let turn = 0; turn < item % 4; turn += 1) await Promise.resolve();
    underWay -= 1;
    return item * 2;
  });

  expect(results).toEqual(items.map((item) => item * 2));
  expect(most).toBe(3);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDistinctNames } from './distinct-names.ts';

const aName = fc.constantFrom('', 'Chrome', 'Chrome #3', 'Chrome #3 #4');
const someNamed = fc.uniqueArray(fc.record({ sourceId: fc.nat(20).map(String), name: aName }), {
  selector: ({ sourceId }) => sourceId,
});

test('no two have the same name, whatever their names are', () => {
  fc.assert(
    fc.property(someNamed, (named) => {
      const nameOf = createDistinctNames(named);

      const names = named.map(({ sourceId }) => nameOf(sourceId));

      expect(new Set([...names, '']).size).toBe(named.length + 1);
    }),
  );
});

test('the oldest keeps its name, in whatever order they are listed and whoever comes later', () => {
  const chromes = ['10', '9', '11'].map((sourceId) => ({ sourceId, name: 'Chrome' }));
  const firefox = { sourceId: '12', name: 'Firefox' };

  const nameOf = createDistinctNames([...chromes, firefox]);

  expect(['9', '10', '11', '12'].map(nameOf)).toEqual(['Chrome', 'Chrome #10', 'Chrome #11', 'Firefox']);
});

test('what the project does not list has its id for a name', () => {
  expect(createDistinctNames([])('7')).toBe('#7');
});

import { expect, test } from 'vitest';
import { compileOnce } from './compile-once.ts';
import type { Reader } from './store.ts';
import { openTestStore } from './tests/open-test-store.ts';

type Named = { readonly id: string; readonly name: string };

test('a statement that is compiled once is bound to the values of each call', async () => {
  await using kit = await openTestStore();
  const [one, other] = [await kit.migrate(), await kit.migrate()];
  let builds = 0;
  const select = compileOnce((db: Reader, { id, name }: Named) => {
    builds += 1;
    return db.selectFrom('migration_state').select('id').where('name', '=', name).where('id', '=', id);
  });

  const found = await Promise.all(
    [one, other, { ...one, name: 'none' }].map(({ id, name }) => select(kit.store.read, { id, name })),
  );

  expect(found.map(({ rows }) => rows)).toEqual([[{ id: one.id }], [{ id: other.id }], []]);
  expect(builds).toBe(1);
});

test('a value that would be lost is an error, not a statement without it', async () => {
  await using kit = await openTestStore();
  const looking = compileOnce((db: Reader, { name }: Named) =>
    db
      .selectFrom('migration_state')
      .select('id')
      .$if(name !== '', (query) => query.where('id', '=', 'x')),
  );
  const spreading = compileOnce((db: Reader, { id, ...others }: Named) =>
    db.selectFrom('migration_state').select('id').where('id', '=', id).where('name', '=', others.name),
  );
  const values = { id: 'x', name: 'y' };

  expect(() => looking(kit.store.read, values)).toThrow(
    'No parameter of the statement: name (select "id" from',
  );
  expect(() => spreading(kit.store.read, values)).toThrow('takes its values by name');
});

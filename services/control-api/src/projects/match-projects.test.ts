import { expect, test } from 'vitest';
import { matchProjects } from './match-projects.ts';

const named = (...names: readonly string[]) => names.map((name, at) => ({ id: at + 1, name }));
const source = (key: string, name = key) => ({ key, name });

test('a project goes to the one of its name or key, letter by letter before anything looser', () => {
  const { matched, unmatched } = matchProjects(
    [source('WEB'), source('APP', 'Mobile App'), source('PAY')],
    named('web', 'WEB', 'mobile  app', 'p ay'),
  );

  expect(unmatched).toEqual([]);
  expect(matched).toEqual([
    { projectKey: 'WEB', projectId: 2 },
    { projectKey: 'APP', projectId: 3 },
    { projectKey: 'PAY', projectId: 4 },
  ]);
});

test('a project that none, or more than one, has the name of is left for a person to say', () => {
  const { matched, unmatched } = matchProjects([source('WEB'), source('OLD')], named('web', 'W eb'));

  expect(matched).toEqual([]);
  expect(unmatched).toEqual([
    { key: 'WEB', why: 'several target projects have its name: 1 "web", 2 "W eb"' },
    { key: 'OLD', why: 'no target project has its name' },
  ]);
});

test('two projects never go into one by their names', () => {
  const { matched, unmatched } = matchProjects([source('A', 'Shop'), source('B', 'shop')], named('SHOP'));

  expect(matched).toEqual([]);
  expect(unmatched.map(({ why }) => why)).toEqual([
    '1 "SHOP" has the name of B as well',
    '1 "SHOP" has the name of A as well',
  ]);
});

import { HttpError } from '@z2q/http';
import { expect, test } from 'vitest';
import { explainRefusal } from './explain-refusal.ts';

const notFound = (side: 'source' | 'target', method: string, path: string, said: string): HttpError =>
  new HttpError(`${method} ${path} answered 404: ${said}`, {
    code: 'not_found',
    recovery: 'give-up',
    side,
    method,
    path,
    status: 404,
    apiMessage: said,
    retryAfterMs: null,
  });
const PAGE = { kind: 'page', phase: 'extract', attempts: 1 } as const;
const PLAN = { kind: 'plan', phase: 'load', attempts: 1 } as const;
const PROJECT = '/api/v3/projects/99';

test.each([
  {
    what: 'an unknown project of the source',
    batch: PAGE,
    error: notFound('source', 'GET', '/projects/NOWHERE', 'Project not found.'),
    says: /^Zephyr Scale does not know a project NOWHERE\. Check that the key is right/,
  },
  {
    what: 'a list of the source that is not there any more',
    batch: PAGE,
    error: notFound('source', 'GET', '/testcases', 'Not found.'),
    says: /^Zephyr Scale does not know what the project of the migration has\./,
  },
  {
    what: 'an unknown project of the target',
    batch: PLAN,
    error: notFound('target', 'GET', PROJECT, 'Project 99 does not exist.'),
    says: /^qTest does not know a project 99\. Check that the id is right/,
  },
  {
    what: 'an unknown target module',
    batch: PLAN,
    error: notFound('target', 'POST', `${PROJECT}/modules`, 'Module 5 does not exist.'),
    says: /what options\.targetModule of the migration names is in it/,
  },
  {
    what: 'an unknown target cycle',
    batch: PLAN,
    error: notFound('target', 'POST', `${PROJECT}/test-cycles`, 'Test cycle 5 does not exist.'),
    says: /what options\.targetCycle of the migration names is in it/,
  },
  {
    what: 'anything unexpected',
    batch: { ...PAGE, attempts: 3 },
    error: new TypeError('x is undefined.'),
    says: /^It failed 3 times while extracting: x is undefined\. What was done is kept/,
  },
])(
  '$what is told in words, with each sentence ended once and no name of a batch',
  ({ batch, error, says }) => {
    const words = explainRefusal(batch, error);

    expect(words).toMatch(says);
    expect(words).not.toMatch(/\.\.|extract\/|load\//);
  },
);

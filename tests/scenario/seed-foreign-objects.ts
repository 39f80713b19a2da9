import type { QtestSandbox } from '@z2q/sandbox';

/** Creates what a team has in its project already, partly with names that the migration uses too. */
export async function seedForeignObjects({ seed }: QtestSandbox, projectId: number): Promise<void> {
  const module = await seed.create(projectId, '/modules', { name: 'DEMO', description: 'Ours' });
  const testCase = await seed.create(projectId, '/test-cases', {
    name: 'Our own case',
    parent_id: module.id,
    properties: [],
    test_steps: [{ description: 'Look', expected: 'It is there', order: 1 }],
  });
  const cycle = await seed.create(projectId, '/test-cycles?parentId=0&parentType=root', { name: 'DEMO' });
  const suite = await seed.create(projectId, `/test-suites?parentId=${cycle.id}&parentType=test-cycle`, {
    name: 'Ad hoc executions',
    properties: [],
  });
  await seed.create(projectId, `/test-runs?parentId=${suite.id}&parentType=test-suite`, {
    name: 'Our own run',
    properties: [],
    test_case: { id: testCase.id },
  });
  await seed.create(projectId, '/releases', { name: 'Master plan 1', properties: [] });
  await seed.upload(projectId, `/test-cases/${testCase.id}`, {
    name: 'twin.png',
    bytes: Buffer.from('ours'),
  });
}

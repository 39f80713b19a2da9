import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { TargetAttachment, TargetLog } from '@z2q/contracts';
import type { TargetClient } from './target-client.ts';
import { aCaseWrite, aLogWrite } from './test-client.ts';

const ROOT = { type: 'root', id: 0 } as const;

/** Creates one of everything, reads it all back, and deletes it: every method of the client. */
export async function tourEverything(client: TargetClient) {
  const about = [await client.getProject(), await client.whoAmI(), await client.getPermissions()];
  const fields = await tourFields(client);
  const design = await makeDesign(client, fields.text.id);
  const execution = await makeExecution(client, design);
  const ids = { ...design, ...execution };
  const seen = await readEverything(client, ids);
  await removeEverything(client, ids);
  await client.deleteField('test-cases', fields.text.id);
  await client.deleteField('test-cases', fields.choice.id);
  return { ...seen, about, fields, ids };
}

async function makeDesign(client: TargetClient, keyFieldId: number) {
  const module = await client.createModule({ name: 'Shop', description: '', parentId: null });
  const child = await client.createModule({ name: 'Cart', description: 'x', parentId: module.id });
  const properties = [{ field_id: keyFieldId, field_value: 'WEB-T1' }];
  const write = aCaseWrite({ parent_id: child.id, properties });
  const created = await client.createTestCase(write);
  await client.updateTestCase(created.id, { ...write, name: 'Renamed' });
  const approved = await client.approveTestCase(created.id);
  const versionId = approved.versionId ?? 0;
  const steps = await client.listVersionSteps(created.id, versionId);
  return { module, child, created, approved, versionId, steps };
}
type Design = Awaited<ReturnType<typeof makeDesign>>;

async function makeExecution(client: TargetClient, design: Design) {
  const release = await client.createRelease({ name: 'One', description: 'd', properties: [] });
  await client.updateRelease(release.id, { name: 'Two', description: 'e', properties: [] });
  const cycle = await client.createCycle({ name: 'Cycle', description: 'c', parent: ROOT });
  const parent = { type: 'test-cycle', id: cycle.id } as const;
  const suite = await client.createSuite({ name: 'Suite', properties: [], parent });
  await client.updateSuite(suite.id, { name: 'Suite 2', properties: [] });
  const run = await client.createTestRun({
    name: 'Run',
    testCaseId: design.created.id,
    versionId: design.versionId,
    properties: [],
    parent: { type: 'test-suite', id: suite.id },
  });
  const log = await makeLog(client, run.id, design);
  const file = await upload(client, log.id);
  return { release, cycle, suite, run, log, file };
}
type Everything = Design & Awaited<ReturnType<typeof makeExecution>>;

async function makeLog(
  client: TargetClient,
  runId: number,
  { steps, versionId }: Design,
): Promise<TargetLog> {
  const [first] = await client.listStatuses();
  const status = { id: first?.id ?? 0 };
  const stepLogs = steps.map(({ id, order }) => ({
    test_step_id: id,
    status,
    actual_result: 'Did',
    exe_date: '2023-06-20T16:25:58Z',
    order,
  }));
  const log = aLogWrite(status.id, { test_case_version_id: versionId, test_step_logs: stepLogs });
  return client.createTestLog(runId, log);
}

function upload(client: TargetClient, logId: number): Promise<TargetAttachment> {
  const bytes = Buffer.from('héllo');
  return client.uploadAttachment({
    holder: 'test-logs',
    ownerId: logId,
    fileName: 'Отчёт 100%.txt',
    contentType: 'text/plain',
    sizeBytes: bytes.length,
    open: () => Readable.from([bytes]),
  });
}

const readEverything = async (client: TargetClient, ids: Everything) => ({
  modules: await client.listModules(ids.module.id),
  tree: await client.listModuleTree(null),
  testCase: await client.getTestCase(ids.created.id),
  testCases: await client.pageTestCases({ moduleId: null, page: 1, size: 50 }),
  cycles: await client.listCycleTree(ROOT),
  suites: await client.listSuites({ type: 'test-cycle', id: ids.cycle.id }),
  releases: await client.listReleases(),
  single: {
    module: await client.getModule(ids.child.id),
    cycle: await client.getCycle(ids.cycle.id),
    suite: await client.getSuite(ids.suite.id),
    release: await client.getRelease(ids.release.id),
  },
  runs: await client.pageTestRuns({
    parent: { type: 'test-suite', id: ids.suite.id },
    page: 1,
    pageSize: 50,
  }),
  logs: await client.listTestLogs(ids.run.id),
  found: await client.searchTestLogs({ page: 1, pageSize: 50 }),
  files: await client.listAttachments('test-logs', ids.log.id),
  bytes: await buffer(await client.downloadAttachment('test-logs', ids.log.id, ids.file.id)),
});

async function removeEverything(client: TargetClient, ids: Everything): Promise<void> {
  await client.deleteAttachment('test-logs', ids.log.id, ids.file.id);
  await client.deleteTestRun(ids.run.id);
  await client.deleteSuite(ids.suite.id);
  await client.deleteCycle(ids.cycle.id);
  await client.deleteRelease(ids.release.id);
  await client.deleteTestCase(ids.created.id);
  await client.deleteModule(ids.child.id);
  await client.deleteModule(ids.module.id);
}

async function tourFields(client: TargetClient) {
  const text = await client.createField('test-cases', { label: 'Source key', dataType: 1 });
  const choice = await client.createField('test-cases', {
    label: 'Colours',
    dataType: 17,
    allowedValues: ['red'],
  });
  const labels = Array.from({ length: 150 }, (_, index) => `shade ${index}`);
  const added = await client.addAllowedValues('test-cases', choice.id, labels);
  const [first] = added;
  if (first) await client.deleteAllowedValue('test-cases', choice.id, first.id);
  return { text, choice, added, listed: await client.listFields('test-cases') };
}

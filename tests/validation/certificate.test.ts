import type { CertificateView, Phase } from '@z2q/contracts';
import { generateZephyrData } from '@z2q/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPipeline, type Pipeline } from '../kit/open-pipeline.ts';
import { rollBack } from '../scenario/roll-back.ts';
import { withFewCalls } from '../scenario/with-few-calls.ts';
import { createTamper } from './tamper.ts';

const data = withFewCalls(
  generateZephyrData({ cases: 8, executions: 9, cycles: 2, plans: 2, attachments: 5 }),
);
let kit: Pipeline;
let id: string;
let page: (accept: string) => Promise<Response>;

beforeAll(async () => {
  kit = await openPipeline({ data });
  id = await kit.migrateTo(1);
  const { url, token } = await kit.listen();
  const authorization = `Basic ${Buffer.from(`anybody:${token}`).toString('base64')}`;
  page = (accept) => fetch(`${url}/v1/migrations/${id}/certificate`, { headers: { accept, authorization } });
});
afterAll(() => kit[Symbol.asyncDispose]());

const certify = () => kit.api.get<CertificateView>(`/v1/migrations/${id}/certificate`);
const run = (phases?: readonly Phase[]) => kit.api.run(id, phases ? { phases } : {});
const codesOf = ({ gaps }: CertificateView) => [
  ...new Set(gaps.map(({ code, failureCode }) => failureCode ?? code)),
];
const hashesOf = ({ types }: CertificateView, side: 'source' | 'target') =>
  Object.fromEntries(types.map(({ entityType, content }) => [entityType, content[side]]));

// One migration from its first run to its rollback, with its certificate after each step.
test('a migration is certified while it is whole and verified, and at no other time', async () => {
  expect(codesOf(await certify())).toEqual(['never_validated']);
  await run(['extract', 'transform', 'load']);
  expect(codesOf(await certify())).toEqual(['never_validated']);

  const whole = await expectCertified();
  await expectEditSeen(whole);
  await expectRefused();
});

/** Validates twice while both sites stay as they are. */
async function expectCertified(): Promise<CertificateView> {
  await run(['validate']);
  const whole = await certify();
  await run(['validate']);
  const again = await certify();

  expect(whole).toMatchObject({ certified: true, gaps: [], validation: { phases: ['validate'] } });
  expect(again).toMatchObject({ certified: true, types: whole.types });
  for (const { content, received, verified, failed, leftOut } of whole.types) {
    const skipped = leftOut.reduce((sum, { count }) => sum + count, 0);
    expect({ received, failed }).toEqual({ received: verified + skipped, failed: 0 });
    expect(content.records).toBe(verified);
    expect([content.source, content.target]).toEqual(
      verified === 0 ? [null, null] : [expect.stringMatching(/^\w{64}$/), expect.stringMatching(/^\w{64}$/)],
    );
    expect(content.source === content.target && verified > 0).toBe(false);
  }
  const answer = await page('text/html');
  const text = await answer.text();
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).toContain('<div>Signature</div>');
  expect(text).toContain(whole.types.find(({ verified }) => verified > 0)?.content.target);
  expect((await page('text/csv')).status).toBe(406);
  return whole;
}

/**
 * An edit creates a new version of a case with the same content: nothing is wrong, but the target is not as
 * it was.
 */
async function expectEditSeen(before: CertificateView): Promise<void> {
  const [testCase] = kit.targetProject(1).testCases;
  if (!testCase) throw new Error('There is no case');
  const name = testCase.versions.at(-1)?.name;
  const tamper = createTamper(kit.qtest);
  await tamper.change(`/test-cases/${testCase.id}`, { name });
  await run(['validate']);
  const after = await certify();

  expect(codesOf(after)).toEqual([]);
  expect(hashesOf(after, 'source')).toEqual(hashesOf(before, 'source'));
  expect(hashesOf(after, 'target')).toEqual({
    ...hashesOf(before, 'target'),
    test_case: expect.not.stringMatching(hashesOf(before, 'target').test_case ?? ''),
  });
}

async function expectRefused(): Promise<void> {
  const tamper = createTamper(kit.qtest);
  const [altered] = kit.targetProject(1).releases;
  if (!altered) throw new Error('There is no release');

  await kit.ask('PATCH', `/v1/migrations/${id}`, { name: 'Renamed' });
  expect((await certify()).certified).toBe(true);
  await kit.ask('PATCH', `/v1/migrations/${id}`, { options: { pageSize: 900 } });
  expect(codesOf(await certify())).toEqual(['settings_changed']);
  await run(['validate']);
  expect(codesOf(await certify())).toEqual(['settings_changed']);
  await run();
  expect(codesOf(await certify())).toEqual([]);
  await run(['extract', 'transform']);
  expect(codesOf(await certify())).toEqual(['not_validated_since']);

  await tamper.change(`/releases/${altered.id}`, { name: 'Renamed by hand' });
  await run(['validate']);
  const refused = await certify();
  expect(codesOf(refused)).toEqual(['altered_on_target', 'check_not_passed']);
  expect(refused.certified).toBe(false);
  const text = await (await page('text/html')).text();
  expect(text).toContain('Different in qTest (1)');
  expect(text).not.toContain('Signature');

  await tamper.remove(`/releases/${altered.id}`);
  await run(['validate']);
  expect(codesOf(await certify())).toContain('missing_on_target');

  await rollBack(kit, id);
  expect(codesOf(await certify())).toContain('rolled_back');
}

import { saveAttachments, storeFailures, storeOfRun } from '@z2q/store';
import { saveMapped } from '@z2q/store/testing';
import { expect, test } from 'vitest';
import { openTestApi } from '../open-test-api.ts';

const JIRA = {
  JIRA_BASE_URL: 'https://acme.atlassian.net',
  JIRA_EMAIL: 'qa@example.com',
  JIRA_TOKEN: 'jira-secret',
};

test('a failed file names the case it hangs on, and the pages of both sides, as the id map does', async () => {
  await using api = await openTestApi(JIRA);
  const migrationId = await api.aMigration();
  const id = await api.aRun(migrationId, 'running');
  const file = {
    sourceId: 'test_case/1/9',
    sourceKey: 'log.txt',
    code: 'target_refused',
    message: 'No.',
  } as const;
  await storeOfRun(api.context.store, { id, migrationId }).write(async (tx) => {
    await saveMapped(
      tx,
      { entityType: 'test_case', sourceId: '1', sourceKey: 'WEB-T1', parentTargetId: 3 },
      { targetId: 77 },
    );
    await saveAttachments(tx, [
      {
        sourceId: file.sourceId,
        attachmentId: '9',
        name: 'log.txt',
        owner: { kind: 'test_case', ownerId: '1' },
        ownerKey: 'WEB-T1',
        raw: null,
      },
    ]);
    const now = '2026-03-01T12:00:00.000Z';
    await storeFailures(tx, { phase: 'load', entityType: 'attachment', failures: [file], now });
  });

  const ofOwner = (await api.call('GET', `/v1/runs/${id}/failures?ownerKey=WEB-T1`)).json();
  const ofOther = (await api.call('GET', `/v1/runs/${id}/failures?ownerKey=WEB-T2`)).json();

  const [mapped] = (await api.call('GET', `/v1/migrations/${migrationId}/id-map?sourceKey=WEB-T1`)).json()
    .items;
  const none = (await api.call('GET', `/v1/migrations/${migrationId}/id-map?sourceKey=WEB-T2`)).json();

  expect(none.items).toEqual([]);
  expect(mapped).toMatchObject({
    sourceKey: 'WEB-T1',
    targetId: 77,
    targetUrl: ofOwner.items[0].targetUrl,
    sourceUrl: ofOwner.items[0].sourceUrl,
  });
  expect(ofOwner.items).toMatchObject([
    {
      sourceKey: 'log.txt',
      ownerKey: 'WEB-T1',
      sourceUrl: expect.stringMatching(
        /^https:\/\/acme\.atlassian\.net\/projects\/WEB\?.*#!\/v2\/testCase\/WEB-T1$/,
      ),
      targetUrl: 'http://127.0.0.1:9/p/7/portal/project#tab=testdesign&object=1&id=77',
    },
  ]);
  expect(ofOther.items).toEqual([]);
});

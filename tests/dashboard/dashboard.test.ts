import { readFile } from 'node:fs/promises';
import { type MigrationView, RunId, type RunView, type WaveView } from '@z2q/contracts';
import type { ZephyrProject } from '@z2q/sandbox';
import { claimBatch, failRun, listDueBatches, openStore } from '@z2q/store';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { findBarriers, findPatches } from './find-barriers.ts';
import { button, confirm, isHarmless, nextStep, shows, toValues } from './on-a-page.ts';
import { type Dashboard, hasChromium, openDashboard } from './open-dashboard.ts';
import { showWorker } from './show-worker.ts';

const data = everyKindOnce();
const source = data.projects[0] as ZephyrProject;
const HOSTILE =
  '<img src=x onerror="document.title=\'run\'"> <a href="javascript:document.title=\'run\'">x</a>';
const hostile = source.cases[3];
if (hostile) hostile.name = `${hostile.name} ${HOSTILE}`;
const forbidden = source.cases[4];
if (forbidden) forbidden.name = `Forbidden fruit of ${forbidden.key}`;

const REFUSAL = {
  objectType: 'test-cases',
  nameContains: 'Forbidden fruit',
  message: `No fruit. ${HOSTILE}`,
  status: 400,
};

const TO_VERIFY = 1;
const TO_RETRY = 2;
const TO_ROLL_BACK = 3;
const TO_LOOK_AT = 4;
const TO_GO_IN_A_WAVE = 5;
const TO_FAIL = 6;
const TO_BE_LIKE = 7;
const title = hasChromium ? 'the dashboard' : 'the dashboard (skipped: no chromium on the PATH)';

describe.skipIf(!hasChromium)(title, () => {
  let dashboard: Dashboard;
  /** A run with failures that no test changes. */
  let seen: RunView;
  beforeAll(async () => {
    dashboard = await openDashboard({ data, projects: 7 });
    dashboard.kit.qtest.refusals.replace([REFUSAL]);
    seen = await dashboard.kit.api.run(await dashboard.kit.migrateTo(TO_LOOK_AT));
    dashboard.kit.qtest.refusals.replace([]);
    await showWorker(dashboard.kit.dataDir);
  });
  afterEach(() => dashboard.kit.qtest.refusals.replace([]));
  afterAll(() => dashboard?.[Symbol.asyncDispose]());

  test('asks for the token, refuses a wrong one in words, and forgets the right one on signing out', async () => {
    await using page = await dashboard.look('migrations');
    await button(page, 'Sign out').click();

    await page.getByLabel('Token').fill('a-wrong-one-of-16-characters');
    await button(page, 'Sign in').click();
    await shows(page, 'This token is not one the API knows.');
    await page.getByLabel('Token').fill(dashboard.token);
    await button(page, 'Sign in').click();

    await page.getByRole('link', { name: `DEMO to project ${TO_LOOK_AT}` }).waitFor();
    expect(await page.evaluate('[localStorage.length, document.cookie]')).toEqual([0, '']);
  });

  test('leads from two projects to a verified migration', async () => {
    await using page = await dashboard.look('start');

    await page.getByLabel('Zephyr project').selectOption(source.key);
    await page.getByLabel('qTest project').selectOption(String(TO_VERIFY));
    await button(page, 'Next').click();
    const steps: (string | null)[] = [await nextStep(page)];
    await button(page, 'Check both sides').click();
    await shows(page, 'Nothing stops a run.');
    steps.push(await nextStep(page));
    await button(page, 'Make the plan').click();
    await dashboard.work(page);
    await shows(page, 'What would be made in qTest');
    expect(dashboard.kit.targetProject(TO_VERIFY).testCases).toEqual([]);
    await page.getByRole('link', { name: 'On to the mapping' }).click();
    await page.locator('#offered-priority option').first().waitFor({ state: 'attached' });
    const offered = await page.locator('#offered-priority option').evaluateAll(toValues);
    expect(offered).toContain('Urgent');
    await page.getByText(/^Priorities:/).click();
    await page
      .getByLabel(/: the choice of the qTest field Priority$/)
      .first()
      .fill('Urgent');
    await button(page, 'Save the mapping').click();
    await shows(page, 'Saved.');
    steps.push(await nextStep(page));
    await button(page, 'Migrate').click();
    const asked = await page.getByRole('dialog').textContent();
    await confirm(page, 'Migrate');
    const id = await dashboard.work(page);

    await shows(page, 'Nothing is left to do.');
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Certificate to sign').click(),
    ]);
    const certificate = await readFile(await saved.path(), 'utf8');
    const run = await dashboard.kit.api.get(`/v1/runs/${id}`);
    expect(steps).toEqual(['Check both sides', 'Make the plan', 'Migrate …']);
    expect(certificate).toMatch(/certificate/i);
    expect(asked).toMatch(
      new RegExp(`project Target 1 \\(number 1\\) .*127\\.0\\.0\\.1.*${source.cases.length} Test cases`),
    );
    const pace = page.getByRole('table', { name: 'Pace over the last hour of work' });
    await pace.getByRole('row', { name: /^Written to qTest a minute [1-9]/ }).waitFor();
    await pace.getByRole('row', { name: /^Requests to qTest a second \d/ }).waitFor();
    expect(run).toMatchObject({ state: 'completed' });
    expect(dashboard.kit.targetProject(TO_VERIFY).testCases).toHaveLength(source.cases.length);
    const row = page.getByRole('row', { name: /^Test cases/ });
    expect(await row.getByRole('progressbar').last().getAttribute('value')).toBe(`${source.cases.length}`);
  });

  test('leads from a second migration of the same projects to the first', async () => {
    await using page = await dashboard.look('start');

    await page.getByLabel('Zephyr project').selectOption(source.key);
    await page.getByLabel('qTest project').selectOption(String(TO_LOOK_AT));
    await button(page, 'Next').click();
    await page.getByRole('link', { name: 'Open that migration' }).click();

    await page.getByRole('table', { name: 'Runs, the newest first' }).waitFor();
    expect(page.url()).toMatch(new RegExp(`migrations/${seen.migrationId}$`));
  });

  test('groups what failed by cause, and retries it once it is mended', async () => {
    const { kit } = dashboard;
    kit.qtest.refusals.replace([REFUSAL]);
    const run = await kit.api.run(await kit.migrateTo(TO_RETRY));
    await using page = await dashboard.look('workers');
    const asked: string[] = [];
    page.on('request', (request) => void asked.push(new URL(request.url()).pathname));
    await page.goto(`${dashboard.url}/#/runs/${run.id}/failures`);

    await shows(page, 'What to do:');
    await shows(page, /No fruit\. <img src=x/);
    const groups = page.locator('details.group');
    expect(await groups.first().getAttribute('open')).not.toBeNull();
    kit.qtest.refusals.replace([]);
    await button(page, /^Retry all/).click();
    await page.getByRole('dialog').getByText('127.0.0.1').first().waitFor();
    expect(asked).toContain(`/v1/runs/${run.id}/failure-groups`);
    expect(asked).not.toContain(`/v1/runs/${run.id}/report`);
    await confirm(page, 'Retry');
    await dashboard.work(page);

    await shows(page, 'Nothing is left to do.');
    expect(await kit.api.get(`/v1/runs/${run.id}`)).toMatchObject({ state: 'completed' });
    await isHarmless(page);
  });

  test('rolls back after a dry run, naming site, project and number', async () => {
    const { kit } = dashboard;
    const run = await kit.api.run(await kit.migrateTo(TO_ROLL_BACK));
    await using page = await dashboard.look(`runs/${run.id}`);

    await button(page, 'Roll back').click();
    await confirm(page, 'Start the dry run');
    await shows(page, 'Dry run of a rollback:');
    await dashboard.work(page);
    await shows(page, 'Nothing was deleted.');
    expect(kit.targetProject(TO_ROLL_BACK).testCases).toHaveLength(source.cases.length);
    await button(page, 'Roll back for real').click();
    await page.getByRole('dialog').getByText(`Target ${TO_ROLL_BACK}`).waitFor();
    const asked = await page.getByRole('dialog').textContent();
    await confirm(page, 'Delete them');
    // Not the dry run, whose heading has these words in it.
    await page.getByRole('heading', { name: /^Rollback:/ }).waitFor();
    await dashboard.work(page);

    await shows(page, 'is as it was before the migration.');
    expect(asked).toMatch(/\d+ records that this migration made.*127\.0\.0\.1/);
    expect(kit.targetProject(TO_ROLL_BACK).testCases).toEqual([]);
  });

  test('starts a wave of the projects that are chosen, like a migration that was tried, naming all of it', async () => {
    const { kit } = dashboard;
    const priority = { High: 'Urgent' };
    const tried = await kit.migrateTo(TO_BE_LIKE, { attachments: 'records', targetModule: 5 }, { priority });
    await using page = await dashboard.look('start-wave');

    await page.getByLabel(source.key, { exact: true }).check();
    await page.getByLabel(`qTest project for ${source.key}`).selectOption(String(TO_GO_IN_A_WAVE));
    await page.getByLabel('Mapping and options').selectOption(tried);
    await page.getByText('1 name with another one in qTest').waitFor();
    await page.getByLabel('Wait for approval before anything is written').check();
    await button(page, 'Migrate 1 project').click();
    const asked = await page.getByRole('dialog').textContent();
    await confirm(page, 'Migrate them');
    await page.getByRole('table', { name: 'Projects of the wave' }).waitFor();
    const id = page.url().split('/').at(-1) ?? '';
    await kit.ask('POST', `/v1/waves/${id}/cancel`);

    expect(asked).toMatch(/127\.0\.0\.1.*DEMO → Target 5 \(number 5\)/);
    expect(asked).toMatch(/: High → Urgent.*at the root of its.*step results are not.*waits for approval/);
    const { items } = await kit.api.get<WaveView>(`/v1/waves/${id}`);
    expect(items).toMatchObject([{ projectKey: source.key, projectId: TO_GO_IN_A_WAVE }]);
    const { mapping, options } = await kit.api.get<MigrationView>(`/v1/migrations/${items[0]?.migrationId}`);
    expect(mapping.priority).toEqual(priority);
    expect(options).toMatchObject({ attachments: 'records', gate: 'before-load', targetModule: null });
  });

  test('says of a run that is being stopped that it failed, and why', async () => {
    const { kit } = dashboard;
    const id = await kit.api.startRun(await kit.migrateTo(TO_FAIL));
    await using store = await openStore(kit.dataDir);
    const nowMs = kit.clock.now().getTime();
    await store.write(async (tx) => {
      const [job] = await listDueBatches(tx, ['extract'], nowMs, 1);
      if (job) await claimBatch(tx, job, { owner: 'somebody', nowMs, leaseMs: 60_000 });
      await failRun(tx, RunId.parse(id), 'The project is gone. Make it.', { nowMs, settleMs: 0 });
    });
    await using page = await dashboard.look(`runs/${id}`);

    await page.locator('.badge', { hasText: 'Being stopped because it failed' }).waitFor();
    await shows(page, 'The project is gone. Make it.');
  });

  test('shows all of a record: what was received, what was made of it, and what each run did', async () => {
    const id = seen.migrationId;
    await using page = await dashboard.look(`migrations/${id}/record`);

    await page.getByLabel('Key in Zephyr').fill(hostile?.key ?? '');
    await button(page, 'Find').click();
    await page.getByRole('table', { name: /^Runs that had this record/ }).waitFor();
    const [received, draft] = await page.locator('details[open] > pre').allTextContents();
    expect(JSON.parse(received ?? '')).toMatchObject({ key: hostile?.key, name: hostile?.name });
    expect(JSON.parse(draft ?? '')).toMatchObject({ type: 'test-case', sourceKey: hostile?.key });
    await isHarmless(page);
    await page.goto(`${dashboard.url}/#/migrations/${id}/record?key=${forbidden?.key}`);
    await shows(page, 'No object in qTest was made for it.');
    await shows(page, /No fruit\. <img src=x/);
    await isHarmless(page);
  });

  test('shows texts of the source as they are, and runs nothing in them', async () => {
    const id = seen.migrationId;
    await using page = await dashboard.look(`migrations/${id}/ledger?outcome=changed`);

    await page.getByRole('heading', { name: 'In Zephyr' }).first().waitFor();
    await isHarmless(page);
    await page.goto(`${dashboard.url}/#/migrations/${id}/record?key=${encodeURIComponent(HOSTILE)}`);
    await shows(page, 'Nothing with this key is known.');
    await isHarmless(page);
  });

  test.for([
    { colorScheme: 'light', width: 1280, rules: undefined },
    // Only colours and widths differ between these.
    {
      colorScheme: 'dark',
      width: 390,
      rules: ['color-contrast', 'target-size', 'scrollable-region-focusable'],
    },
  ] as const)(
    'has no barriers in $colorScheme colours, $width pixels wide',
    async ({ width, rules, ...colours }) => {
      // axe adds a script to the page, which the page's content security policy forbids.
      const options = { viewport: { width, height: 800 }, bypassCSP: true, ...colours };
      await using page = await dashboard.look('migrations', options);
      const views = [
        'migrations',
        'waves',
        'workers',
        'start',
        'start-wave',
        ...['', '/ledger', '/record?key=DEMO-T1'].map((part) => `migrations/${seen.migrationId}${part}`),
        ...['', '/failures'].map((part) => `runs/${seen.id}${part}`),
      ];
      const barriers = new Map<string, unknown>();
      const looked = new Set<string>();

      for (const view of views) {
        await page.evaluate(`location.hash = ${JSON.stringify(`/${view}`)}; ${ONCE_IT_IS_PAINTED}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.getByText('Loading …').first().waitFor({ state: 'detached' });
        await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
        const act = page.getByRole('button', { name: /^(Roll back|Retry all)/ });
        if (view.startsWith('runs/') && (await act.count()) > 0) await act.first().click();
        looked.add(`${await page.locator('main').textContent()}`.slice(0, 200));
        const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        barriers.set(view, [
          ...(await findBarriers(page, rules)),
          ...(overflow ? [`${overflow} px too wide`] : []),
          ...(await findPatches(page)),
        ]);
      }

      expect(looked.size).toBe(views.length);
      expect(Object.fromEntries([...barriers].filter(([, found]) => `${found}` !== ''))).toEqual({});
    },
  );
});

/** By now nothing of the earlier view is shown any more. */
const ONCE_IT_IS_PAINTED =
  'new Promise((paint) => requestAnimationFrame(() => requestAnimationFrame(paint)))';

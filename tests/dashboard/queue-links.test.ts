import { RunId } from '@z2q/contracts';
import { Config } from '@z2q/control-api/config';
import { openContext } from '@z2q/control-api/context';
import { readConfig } from '@z2q/process';
import { aWorkableBatch } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { everyKindOnce } from '../scenario/every-kind.ts';
import { hasChromium, openDashboard } from './open-dashboard.ts';

const title = hasChromium ? '' : ' (skipped: no chromium on the PATH)';

test.skipIf(!hasChromium)(
  `a job in a queue leads to its run in the dashboard, which does not ask for the token again${title}`,
  async () => {
    await using dashboard = await openDashboard({ data: everyKindOnce() });
    const { kit, token, url } = dashboard;
    const id = RunId.parse(await kit.api.startRun(await kit.migrateTo(1)));
    const env = {
      DATA_DIR: kit.dataDir,
      REDIS_URL: dashboard.redisUrl,
      LOG_LEVEL: 'silent',
      ZEPHYR_TOKEN: kit.zephyr.token,
      QTEST_BASE_URL: kit.qtest.url,
      QTEST_TOKEN: kit.qtest.token,
    };
    await using other = await openContext(readConfig(Config, env));
    await other.queues.enqueue([aWorkableBatch({ runId: id })]);
    await using page = await dashboard.look('migrations', {
      httpCredentials: { username: 'anybody', password: token },
    });

    await page.goto(`${url}/queues/queue/load?status=prioritized`);
    await page.getByText('Its run →').click();
    await page.getByText('The migration and its other runs').waitFor();

    expect(page.url()).toBe(`${url}/#/runs/${id}`);
  },
);

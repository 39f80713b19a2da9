import type { PreflightCheck, PreflightView } from '@z2q/contracts';
import { isPlainHttp } from '@z2q/process';
import type { Migration } from '@z2q/store';
import type { ControlContext } from '../context.ts';
import { forecastRequests } from '../forecast/forecast-requests.ts';
import { toRates } from '../forecast/to-rates.ts';
import { openSource, openTarget } from '../open-sites.ts';
import { toSiteUrls } from '../runs/check-addresses.ts';
import { checkAddress } from './address-check.ts';
import { checkAlreadyThere } from './already-there-check.ts';
import { checkBroker } from './broker-check.ts';
import { checkDisk } from './disk-check.ts';
import { estimate } from './estimate.ts';
import { passed, warning } from './finding.ts';
import { checkSource } from './source-checks.ts';
import { checkStatuses } from './status-check.ts';
import { checkTarget } from './target-checks.ts';
import { checkTwins } from './twin-check.ts';
import { watchQuota } from './watch-quota.ts';

/** Makes all checks and says what to do about those that fail. Only reads, on both sides. */
export async function runPreflight(context: ControlContext, migration: Migration): Promise<PreflightView> {
  const { config, redis, store } = context;
  using stack = new DisposableStack();
  const quota = watchQuota();
  const source = stack.adopt(openSource(context, quota.onCall), (client) => client.close());
  const target = stack.adopt(openTarget(context, migration.targetProjectId, quota.onCall), (client) =>
    client.close(),
  );
  const [fromSource, fromTarget, statuses, there, twins, broker, disk] = await Promise.all([
    checkSource(source, migration),
    checkTarget(target, migration),
    checkStatuses({ source, target }, migration),
    checkAlreadyThere(store.read, { source, target }, migration),
    checkTwins(store.read, migration),
    checkBroker(redis),
    checkDisk(config.dataDir),
  ]);
  const urls = toSiteUrls(context);
  const sites = [
    await checkAddress(store, migration, 'source', { url: urls.source, ...fromSource.project }),
    await checkAddress(store, migration, 'target', { url: urls.target, ...fromTarget.project }),
  ];
  const forecast =
    fromSource.work && forecastRequests('sample', fromSource.work, migration.options, toRates(config));
  const checks = [
    checkEnvironment(source.baseUrl, target.baseUrl),
    ...fromSource.checks,
    ...fromTarget.checks,
    statuses,
    ...sites,
    there,
    twins,
    broker,
    disk,
    estimate(forecast),
    ...quota.check(forecast),
  ];
  return { ok: checks.every(({ status }) => status !== 'failed'), checks, forecast };
}

/** A process with a wrong environment does not start, so this only shows the environment. */
function checkEnvironment(source: string, target: string): PreflightCheck {
  const name = 'environment';
  const detail = `Source ${source}, target ${target}. The workers must be given the same.`;
  const plain = [source, target].filter(isPlainHttp).map((url) => new URL(url).host);
  if (plain.length === 0) return { name, ...passed(detail) };
  const told = `${detail} Tokens and records go to ${plain.join(' and ')} over plain http, and can be read on the way.`;
  return { name, ...warning(told, 'Give an https address in ZEPHYR_BASE_URL and QTEST_BASE_URL.') };
}

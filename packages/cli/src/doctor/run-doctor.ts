import type { PreflightCheck, PreflightView } from '@z2q/contracts';
import { ConfigError, QtestEnv, readConfig, toQtestConfig, toZephyrConfig, ZephyrEnv } from '@z2q/process';
import { z } from 'zod';
import type { CliContext } from '../cli-context.ts';
import { readUpConfig, type UpConfig } from '../up/up-config.ts';
import { checkDatabase, checkDisk, checkNode, checkPort, checkRedis } from './machine-checks.ts';
import { checkClock, checkReach } from './reach-checks.ts';

const SitesEnv = z.object({ ...ZephyrEnv.shape, ...QtestEnv.shape });
const WITHIN_MS = 5_000;

/** Checks everything that a start and a migration need from this machine, and says how to mend each fault. */
export async function runDoctor({ env }: CliContext): Promise<PreflightView> {
  const node = checkNode(process.versions.node);
  const read = readOr(() => ({ up: readUpConfig(env), sites: readConfig(SitesEnv, env) }));
  if (Array.isArray(read)) return toView([node, ...read]);
  const { up, sites } = read;
  const zephyr = toZephyrConfig(sites);
  const qtest = toQtestConfig(sites);
  const isProxied = Object.values(zephyr.proxies.reveal()).some((value) => value !== null && value !== '');
  const checks = await Promise.all([
    ...checkMachine(up),
    checkReach({ name: 'zephyr', side: 'source', config: zephyr, path: '/projects' }),
    checkReach({ name: 'qtest', side: 'target', config: qtest, path: '/api/v3/projects' }),
    askTime(isProxied ? null : qtest.baseUrl).then((time) => checkClock('clock', time, Date.now())),
  ]);
  const proxy: PreflightCheck = {
    name: 'proxy',
    status: 'ok',
    detail: isProxied
      ? 'Both APIs are called through the proxy in HTTP_PROXY or HTTPS_PROXY, except for hosts in NO_PROXY.'
      : 'None is set.',
  };
  return toView([node, ...checks, proxy]);
}

const checkMachine = (up: UpConfig): readonly (PreflightCheck | Promise<PreflightCheck>)[] => [
  checkDisk(up.dataDir),
  checkDatabase(up.dataDir),
  checkPort(up),
  checkRedis(up),
];

const toView = (checks: PreflightCheck[]): PreflightView => ({
  ok: checks.every(({ status }) => status !== 'failed'),
  checks,
});

function readOr<Read>(read: () => Read): Read | PreflightCheck[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const fix =
      'Set it: "z2q init" writes .env with all variables, which "set -a; . ./.env; set +a" takes from it. "z2q help environment" lists them.';
    return error.faults.map((fault) => ({ name: 'environment', status: 'failed', detail: fault, fix }));
  }
}

/** The site's time, from the header of any answer; null: it was not asked, or does not say. */
async function askTime(baseUrl: string | null): Promise<string | null> {
  if (baseUrl === null) return null;
  return fetch(baseUrl, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(WITHIN_MS) })
    .then(({ headers }) => headers.get('date'))
    .catch(() => null);
}

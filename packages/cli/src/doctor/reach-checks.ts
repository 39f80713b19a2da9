import type { PreflightCheck } from '@z2q/contracts';
import { createHttpClient, createRateBudget, HttpError } from '@z2q/http';
import { type ApiConfig, toClientOptions } from '@z2q/process';
import { z } from 'zod';

export type Api = {
  readonly name: 'zephyr' | 'qtest';
  readonly side: 'source' | 'target';
  readonly config: ApiConfig;
  /** Path of a request that needs only a valid token. */
  readonly path: string;
};

const WORDS = {
  zephyr: { variable: 'ZEPHYR_BASE_URL', token: 'ZEPHYR_TOKEN' },
  qtest: { variable: 'QTEST_BASE_URL', token: 'QTEST_TOKEN' },
} as const;
const MOST_OFF_MS = 300_000;

/** Whether the API answers from here with its token, through the proxy if one is set. */
export async function checkReach({ name, side, config, path }: Api): Promise<PreflightCheck> {
  const { token, ...options } = toClientOptions(config);
  const { host } = new URL(config.baseUrl);
  const { variable, token: tokenName } = WORDS[name];
  using client = new DisposableStack();
  const http = createHttpClient({
    ...options,
    side,
    headers: () => ({ authorization: `Bearer ${token()}` }),
    budget: createRateBudget({ redis: null, key: host, maxRps: config.maxRps }),
    retry: { attempts: 1 },
  });
  client.defer(() => http.close());
  try {
    await http.json('GET', path, { route: path, schema: z.unknown() });
    return { name, status: 'ok', detail: `${host} answers, and takes ${tokenName}.` };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    if (error.code === 'unauthorized' || error.code === 'forbidden')
      return {
        name,
        status: 'failed',
        detail: `${host} answers, and does not take ${tokenName}.`,
        fix: `Set ${tokenName} to a token of this site that is still good.`,
      };
    const fix = `Is ${variable} right, and may this machine reach it? Behind a proxy set HTTPS_PROXY.`;
    return { name, status: 'failed', detail: error.message, fix };
  }
}

/** Times of the target are compared with times of this machine, so the clocks must agree. */
export function checkClock(name: string, theirs: string | null, nowMs: number): PreflightCheck {
  const at = Date.parse(theirs ?? '');
  if (Number.isNaN(at)) return { name, status: 'ok', detail: 'Not compared: no answer told a time.' };
  const seconds = Math.round(Math.abs(nowMs - at) / 1000);
  const detail = `This machine and the site are ${seconds} s apart.`;
  if (seconds * 1000 <= MOST_OFF_MS) return { name, status: 'ok', detail };
  return { name, status: 'warning', detail, fix: 'Set the clock of this machine (NTP).' };
}

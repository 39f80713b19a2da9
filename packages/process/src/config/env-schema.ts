import { readRedisAddress, withoutSlashAtEnd } from '@z2q/contracts';
import { z } from 'zod';
import { DataDir } from './data-dir.ts';
import { ProxyEnv } from './proxy-env.ts';
import { SecretFromEnv } from './secret.ts';

/** The environment variables; each service picks what it needs. The defaults are those documented for operators. */

/** The longest wait of a timer, which fires at once when given more. */
const LONGEST_MS = 2_147_483_647;

/** Not `int()`: its fault keeps zod from checking rules that concern several variables. */
const wholeNumber = (fallback: number, minimum: number, maximum = Number.MAX_SAFE_INTEGER) =>
  z.coerce
    .number('must be a number')
    .multipleOf(1, 'must be a whole number')
    .min(minimum, `must be at least ${minimum}`)
    .max(maximum, `must be at most ${maximum}`)
    .default(fallback);
const port = z.coerce
  .number('must be a port number')
  .multipleOf(1, 'must be a port number')
  .min(0)
  .max(65_535, 'must be a port number, at most 65535');

/** An http or https URL, without its final slash. */
const HttpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform(withoutSlashAtEnd);

export const BaseEnv = z.object({
  REDIS_URL: z
    .string()
    .superRefine((url, { addIssue }) => {
      const address = readRedisAddress(url);
      if (address.kind === 'fault') addIssue(address.words);
    })
    .default('redis://127.0.0.1:6379'),
  DATA_DIR: DataDir.prefault('./data'),
  QTEST_WRITE_SETTLE_MS: wholeNumber(60_000, 0, LONGEST_MS),
  OTEL_EXPORTER_OTLP_ENDPOINT: HttpUrl.optional(),
  OTEL_EXPORTER_OTLP_HEADERS: SecretFromEnv.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export const HealthEnv = z.object({
  HEALTH_PORT: port.optional(),
  HEALTH_HOST: z.string().default('127.0.0.1'),
});

export const ZephyrEnv = z.object({
  ZEPHYR_KIND: z
    .enum(['cloud', 'server'], 'must be cloud or server')
    .default('cloud')
    .refine((kind) => kind === 'cloud', 'server (Data Center) is not supported by this release; use cloud'),
  ZEPHYR_BASE_URL: HttpUrl.default('https://api.zephyrscale.smartbear.com/v2'),
  ZEPHYR_TOKEN: SecretFromEnv,
  ZEPHYR_MAX_RPS: z.coerce
    .number('must be a number')
    .min(0, 'must be 0 (no limit of ours) or more')
    .default(10),
  ZEPHYR_CONCURRENCY: wholeNumber(8, 1),
  HTTP_TIMEOUT_MS: wholeNumber(30_000, 100, LONGEST_MS),
  ...ProxyEnv.shape,
});

export const QtestEnv = z.object({
  QTEST_BASE_URL: z
    .string('is missing: the address of your qTest site, such as https://example.qtestnet.com')
    .pipe(HttpUrl)
    .refine((url) => !/\/api(\/v\d+)?$/.test(url), 'is the site without /api/v3'),
  QTEST_TOKEN: SecretFromEnv,
  QTEST_MAX_RPS: z.coerce
    .number('must be a number')
    .min(0, 'must be 0 (no limit of ours) or more')
    .default(10),
  QTEST_CONCURRENCY: wholeNumber(8, 1),
  HTTP_TIMEOUT_MS: wholeNumber(30_000, 100, LONGEST_MS),
  ...ProxyEnv.shape,
});

/** Jira, for what Zephyr returns only as ids. Used only for links so far, but checked so that a mistake shows at once. */
export const JiraEnv = z.object({
  JIRA_BASE_URL: HttpUrl.optional(),
  JIRA_EMAIL: z.email('must be an e-mail address').optional(),
  JIRA_TOKEN: SecretFromEnv.optional(),
});

const JIRA_NAMES = Object.keys(JiraEnv.shape) as readonly (keyof typeof JiraEnv.shape)[];

/** For `superRefine`: if some of Jira's variables are given, names those that are missing. */
export function requireWholeJira(
  env: Partial<Record<(typeof JIRA_NAMES)[number], unknown>>,
  { addIssue }: Pick<z.core.$RefinementCtx, 'addIssue'>,
): void {
  const missing = JIRA_NAMES.filter((name) => env[name] === undefined);
  if (missing.length === JIRA_NAMES.length) return;
  for (const name of missing) {
    addIssue({ code: 'custom', path: [name], message: `is missing: ${JIRA_NAMES.join(', ')} go together` });
  }
}

export { port as PortNumber };

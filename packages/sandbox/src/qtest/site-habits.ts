import type { FastifyInstance } from 'fastify';
import type { QtestContext } from './context.ts';
import type { QtestOptions } from './options.ts';

type Answer = Readonly<Record<string, unknown>>;
type Rewrite = (member: string, text: string) => string;

/** How an imagined site differs from the usual one in what it answers, whatever the call. */
export function addSiteHabits(app: FastifyInstance, { options }: QtestContext): void {
  app.addHook('preHandler', async ({ query }) => capPage(query as Record<string, unknown>, options));
  app.addHook('preSerialization', async (_request, _reply, payload) => rewrite(payload, options));
}

function capPage(query: Record<string, unknown>, { largestPage }: QtestOptions): void {
  for (const name of ['size', 'pageSize'])
    if (largestPage !== null && Number(query[name] ?? Number.POSITIVE_INFINITY) > largestPage)
      query[name] = String(largestPage);
}

function rewrite(payload: unknown, { spelling, zone, logVersions }: QtestOptions): unknown {
  const rewrites: Rewrite[] = [];
  if (spelling === 'own') rewrites.push(respell);
  if (zone === 'local') rewrites.push(toLocalTime);
  if (rewrites.length === 0 && logVersions === 'told') return payload;
  return mapObjects(payload, (answer) => {
    const told = logVersions === 'untold' && 'exe_start_date' in answer ? without(answer) : answer;
    return Object.fromEntries(
      Object.entries(told).map(([member, value]) => [
        member,
        typeof value === 'string' ? rewrites.reduce((text, change) => change(member, text), value) : value,
      ]),
    );
  });
}

const without = ({ test_case_version_id: _untold, ...rest }: Answer): Answer => rest;

function mapObjects(value: unknown, map: (answer: Answer) => Answer): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, map));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return map(
    Object.fromEntries(Object.entries(value).map(([member, item]) => [member, mapObjects(item, map)])),
  );
}

const RICH = new Set(['description', 'precondition', 'expected', 'note', 'actual_result', 'field_value']);

const respell: Rewrite = (member, text) =>
  RICH.has(member)
    ? text.replaceAll('<br/>', '<br />').replaceAll('&#126;', '~').replaceAll('&nbsp;', '\u00a0')
    : text;

const DATED = new Set(['exe_start_date', 'exe_end_date', 'exe_date', 'field_value']);
const SEVEN_HOURS_MS = 7 * 3600 * 1000;

const toLocalTime: Rewrite = (member, text) =>
  DATED.has(member) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)$/.test(text)
    ? new Date(Date.parse(text) - SEVEN_HOURS_MS).toISOString().replace(/\.\d{3}Z$/, '-07:00')
    : text;

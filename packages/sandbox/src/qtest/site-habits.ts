import type { FastifyInstance } from 'fastify';
import type { QtestContext } from './context.ts';
import type { QtestOptions } from './options.ts';

type Answer = Readonly<Record<string, unknown>>;
type Habit = (answer: Answer) => Answer;

/** How the imitated site's answers differ from the usual ones, whatever the request. */
export function addSiteHabits(app: FastifyInstance, { options }: QtestContext): void {
  app.addHook('preHandler', async ({ query }) => capPage(query as Record<string, unknown>, options));
  app.addHook('preSerialization', async (_request, _reply, payload) => {
    const habits = habitsOf(options);
    if (habits.length === 0) return payload;
    return mapObjects(payload, (answer) => habits.reduce((changed, habit) => habit(changed), answer));
  });
}

function capPage(query: Record<string, unknown>, { largestPage }: QtestOptions): void {
  for (const name of ['size', 'pageSize'])
    if (largestPage !== null && Number(query[name] ?? Number.POSITIVE_INFINITY) > largestPage)
      query[name] = String(largestPage);
}

const habitsOf = ({ spelling, zone, logVersions, fileNames, names }: QtestOptions): readonly Habit[] => [
  ...(spelling === 'own' ? [rewrite(RICH, respell)] : []),
  ...(zone === 'local' ? [rewrite(DATED, toLocalTime)] : []),
  ...(logVersions === 'untold' ? [withoutVersion] : []),
  ...(names === 'escaped' ? [escapeName] : []),
  ...(fileNames === 'encoded' ? [renameFile(encodeURIComponent)] : []),
  ...(fileNames === 'latin1' ? [renameFile(toLatin1)] : []),
];

function mapObjects(value: unknown, habit: Habit): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, habit));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const members = Object.entries(value).map(([member, item]) => [member, mapObjects(item, habit)]);
  return habit(Object.fromEntries(members));
}

const rewrite =
  (members: readonly string[], change: (text: string) => string): Habit =>
  (answer) => {
    const texts = members.flatMap((member) => {
      const text = answer[member];
      return typeof text === 'string' ? [[member, change(text)]] : [];
    });
    return { ...answer, ...Object.fromEntries(texts) };
  };

const RICH = ['description', 'precondition', 'expected', 'note', 'actual_result', 'field_value'];
const respell = (text: string): string =>
  text.replaceAll('<br/>', '<br />').replaceAll('&#126;', '~').replaceAll('&nbsp;', '\u00a0');

const DATED = ['exe_start_date', 'exe_end_date', 'exe_date', 'field_value'];
const SEVEN_HOURS_MS = 7 * 3600 * 1000;
const toLocalTime = (text: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|\+00:00)$/.test(text)
    ? new Date(Date.parse(text) - SEVEN_HOURS_MS).toISOString().replace(/\.\d{3}Z$/, '-07:00')
    : text;

const withoutVersion: Habit = (answer) => {
  if (!('exe_start_date' in answer)) return answer;
  const { test_case_version_id: _untold, ...rest } = answer;
  return rest;
};

const renameFile = (change: (name: string) => string): Habit => {
  const rename = rewrite(['name'], change);
  return (answer) => ('artifact_id' in answer ? rename(answer) : answer);
};
const escapeName: Habit = rewrite(['name'], (name) =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
);
const toLatin1 = (name: string): string => Buffer.from(name, 'utf8').toString('latin1');

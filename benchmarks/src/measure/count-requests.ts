import { z } from 'zod';
import type { StandIns } from '../stand-ins/open-stand-ins.ts';
import { askAgain } from './ask-again.ts';

const Stats = z.record(
  z.string(),
  z.object({ count: z.number(), statuses: z.record(z.string(), z.number()) }),
);

/** Requests by `METHOD route`, as a stand-in counted them. */
export type RouteCounts = Readonly<Record<string, number>>;
export type RequestCounts = { readonly source: RouteCounts; readonly target: RouteCounts };

const TOO_MANY = '429';

export async function countRequests({ source, target }: StandIns): Promise<RequestCounts> {
  return { source: await readCounts(source.url), target: await readCounts(target.url) };
}

async function readStats(url: string): Promise<z.infer<typeof Stats>> {
  return Stats.parse(await askAgain(async () => (await fetch(new URL('/__sandbox/stats', url))).json()));
}

async function readCounts(url: string): Promise<RouteCounts> {
  const stats = await readStats(url);
  return Object.fromEntries(Object.entries(stats).map(([route, { count }]) => [route, count]));
}

/** How many requests both sides answered with 429, so far. */
export async function countTooMany({ source, target }: StandIns): Promise<number> {
  const all = await Promise.all([source, target].map(({ url }) => readStats(url)));
  return sum(all.flatMap((stats) => Object.values(stats).map(({ statuses }) => statuses[TOO_MANY] ?? 0)));
}

/** Looking for files costs a request for each record and each of its steps, found or not. */
const isAboutFiles = (route: string): boolean => /\/(attachments|blob-handles)\b/.test(route);

export const sumRequests = (counts: RouteCounts): number => sum(Object.values(counts));

export const sumWithoutFiles = (counts: RouteCounts): number =>
  sum(Object.entries(counts).map(([route, count]) => (isAboutFiles(route) ? 0 : count)));

/** What came on top between two counts. */
export const subtractCounts = (after: RouteCounts, before: RouteCounts): RouteCounts =>
  Object.fromEntries(
    Object.entries(after)
      .map(([route, count]) => [route, count - (before[route] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

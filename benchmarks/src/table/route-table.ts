import type { RouteCounts } from '../measure/count-requests.ts';
import { type Measured, nameOf } from '../measure/measure-all.ts';
import { toMarkdownTable, toText } from './markdown-table.ts';
import { findYardstick, isWhole, middleOf } from './middle.ts';

/** Routes with fewer requests a record than this, on either side, are summed up in one line. */
const WORTH_A_LINE = 0.005;

/** Requests by route of the first cell of ours that ended, and of its yardstick. They hardly depend on the conditions. */
export function toRouteTable(all: readonly Measured[]): string {
  const ours = all.find((measured) => measured.cell.program === 'z2q' && isWhole(middleOf(measured)));
  if (!ours) return '';
  const plain = findYardstick(all, ours.cell);
  const counts = toCounts(ours);
  const plainCounts = plain && isWhole(middleOf(plain)) ? toCounts(plain) : null;
  const least = WORTH_A_LINE * middleOf(ours).records;
  const isFew = (route: string): boolean => Math.max(counts[route] ?? 0, plainCounts?.[route] ?? 0) < least;
  const routes = [...new Set([...Object.keys(counts), ...Object.keys(plainCounts ?? {})])].toSorted(
    (left, right) => (counts[right] ?? 0) - (counts[left] ?? 0),
  );
  const toRow = (name: string, which: readonly string[]): readonly string[] => [
    name,
    toText(sumOf(counts, which)),
    toText(plainCounts && sumOf(plainCounts, which)),
  ];
  const many = routes.filter((route) => !isFew(route));
  const rows = [
    ...many.map((route) => toRow(`\`${route}\``, [route])),
    toRow('all others: pages, folders, fields, …', routes.filter(isFew)),
  ];
  return toMarkdownTable([`Requests (${nameOf(ours.cell)})`, 'z2q', 'yardstick'], rows);
}

function toCounts(measured: Measured): RouteCounts {
  const { source, target } = middleOf(measured).requests;
  return { ...source, ...target };
}

const sumOf = (counts: RouteCounts, routes: readonly string[]): number =>
  routes.reduce((sum, route) => sum + (counts[route] ?? 0), 0);

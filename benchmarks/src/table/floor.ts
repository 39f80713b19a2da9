import type { Cell } from '../measure/cell.ts';
import { sumRequests } from '../measure/count-requests.ts';
import type { Sample } from '../measure/sample.ts';

/** Requests in flight, a process and API: what the product is set to when nobody says otherwise. */
const IN_FLIGHT = 8;
/** Round trips that can only be made one after another, beside one for each level of folders. */
const CHAIN = 10;
/** Records of the last batch that the quicker side hands to the slower one. */
const LAST_BATCH = 50;

/** The least time that these requests take by the limits and the latency of both sides; null where neither is given. */
function toFloorMs({ latencyMs, rps, loaders }: Cell, { requests, records, depth }: Sample) {
  if (latencyMs === 0 && rps === 0) return null;
  const source = sumRequests(requests.source);
  const target = sumRequests(requests.target);
  const allowedMs = rps === 0 ? 0 : (Math.max(source, target) / rps) * 1000;
  const lastMs = rps === 0 ? 0 : ((Math.min(source, target) / records) * LAST_BATCH * 1000) / rps;
  const inFlightMs = Math.max(source / IN_FLIGHT, target / (IN_FLIGHT * Math.max(1, loaders))) * latencyMs;
  return Math.max(allowedMs + lastMs, inFlightMs + (depth + CHAIN) * latencyMs);
}

/** A sample's time over the least that its requests take; null where nothing bounds them. */
export function toFloorRatio(cell: Cell, sample: Sample): number | null {
  const floorMs = toFloorMs(cell, sample);
  return floorMs === null ? null : sample.wallMs / floorMs;
}

import { sumRequests } from '../measure/count-requests.ts';
import type { Sample } from '../measure/sample.ts';

/** Of all requests, those that were answered with 429. */
export const shareOfTooMany = ({ requests, tooMany }: Sample): number =>
  tooMany / Math.max(1, sumRequests(requests.source) + sumRequests(requests.target));

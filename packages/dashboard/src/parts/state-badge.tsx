import type { Run } from '../api/views.ts';
import { labelOf, STATES } from '../words.ts';

/** State of a run, a wave, or a project of a wave. */
export const StateBadge = ({ of }: { readonly of: Pick<Run, 'state' | 'stopping'> }) => (
  <span class={`badge ${STATES[of.state].tone}`}>{labelOf(of)}</span>
);

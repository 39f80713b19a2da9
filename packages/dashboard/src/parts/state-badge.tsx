import type { RunState } from '../api/views.ts';
import { STATES } from '../words.ts';

export const StateBadge = ({ state }: { readonly state: RunState }) => (
  <span class={`badge ${STATES[state].tone}`}>{STATES[state].label}</span>
);

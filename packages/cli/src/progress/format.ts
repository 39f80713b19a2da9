import type { RunState, StoppingView } from '@z2q/contracts';

const NUMBER = new Intl.NumberFormat('en-US');
export const formatCount = (count: number): string => NUMBER.format(count);

export const plural = (count: number, one: string): string =>
  `${formatCount(count)} ${one}${count === 1 ? '' : 's'}`;

/** `0:07`, `12:30`, `3:05:00`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

export const STATE_WORDS: Readonly<Record<RunState, string>> = {
  queued: 'waiting to start',
  running: 'running',
  paused: 'paused',
  cancelling: 'being stopped',
  completed: 'completed',
  completed_with_failures: 'completed with failures',
  failed: 'failed',
  cancelled: 'cancelled',
};

type Stated = { readonly state: RunState; readonly stopping?: StoppingView | null | undefined };

/** State of a run or of a project of a wave. */
export const toStateWords = ({ state, stopping }: Stated): string => stopping?.words ?? STATE_WORDS[state];

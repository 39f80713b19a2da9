import { type Forecast, type ForecastSide, REQUEST_LABELS } from '@z2q/contracts';
import { formatCount } from './format.ts';

type Choice = Forecast['choices'][number];
type Amount = Pick<ForecastSide['kinds'][number], 'requests' | 'seconds'>;

const SIDES: Readonly<Record<ForecastSide['side'], string>> = { source: 'Zephyr', target: 'qTest' };

/** Requests and time of a whole migration: by purpose, and in total for each choice of `attachments`. */
export function toForecastLines({ from, chosen, choices }: Forecast): readonly string[] {
  const own = choices.find(({ attachments }) => attachments === chosen);
  const basis = from === 'sample' ? 'by totals and a few records' : 'by what was extracted and transformed';
  return [
    `  A whole migration takes, ${basis}:`,
    ...(own?.sides ?? []).flatMap(toSideLines),
    ...choices.map(
      (choice) =>
        `    attachments=${choice.attachments}: ${toTotals(choice)}${choice === own ? ' (chosen)' : ''}`,
    ),
  ];
}

const toSideLines = ({ side, kinds, rps }: ForecastSide): readonly string[] =>
  kinds
    .filter(({ requests }) => requests !== 0)
    .map(({ kind, ...amount }) => `    ${SIDES[side]}, ${REQUEST_LABELS[kind]}: ${toWords(amount, rps)}`);

function toTotals({ sides, seconds }: Choice): string {
  const counts = sides.map(({ side, requests }) => `${formatCount(requests)} to ${SIDES[side]}`);
  return `${counts.join(', ')}${seconds === null ? '' : `; ${toTime(seconds)}`}`;
}

/** `45,000 requests, 1 h 15 min at 10/s`. */
function toWords({ requests, seconds }: Amount, rps: number): string {
  if (requests === null) return 'not known before they are looked for';
  const count = `${formatCount(requests)} request${requests === 1 ? '' : 's'}`;
  return seconds === null ? count : `${count}, ${toTime(seconds)} at ${rps}/s`;
}

function toTime(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${formatCount(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`;
}

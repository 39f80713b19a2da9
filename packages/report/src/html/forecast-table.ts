import { type Forecast, type ForecastSide, REQUEST_LABELS } from '@z2q/contracts';
import { formatCount, formatDuration } from '../format.ts';
import type { Html, Piece } from './html.ts';
import { renderTable } from './sections.ts';

const SIDES: Readonly<Record<ForecastSide['side'], string>> = { source: 'Zephyr Scale', target: 'qTest' };

/** Requests and time of a whole migration, by purpose, with a column for each choice of `attachments`. */
export function renderForecast({ choices, chosen }: Forecast): Html {
  const sides = choices.at(0)?.sides ?? [];
  return renderTable({
    caption: 'Requests of a whole migration, and the time they take at the configured rates',
    columns: [
      { title: 'To' },
      { title: 'For' },
      ...choices.map(({ attachments }) => ({
        title: `attachments=${attachments}${attachments === chosen ? ' (chosen)' : ''}`,
        number: true as const,
      })),
    ],
    rows: sides.flatMap(({ side, kinds }, at) => [
      ...kinds.map(({ kind }, row) => [
        SIDES[side],
        REQUEST_LABELS[kind],
        ...choices.map(({ sides: own }) => toCell(own[at]?.kinds[row])),
      ]),
      [SIDES[side], 'in all', ...choices.map(({ sides: own }) => toCell(own[at]))],
    ]),
  });
}

type Amount = Pick<ForecastSide['kinds'][number], 'requests' | 'seconds'>;

function toCell(amount: Amount | undefined): Piece {
  if (!amount || amount.requests === null) return 'not known';
  const count = formatCount(amount.requests);
  return amount.seconds === null ? count : `${count}, ${formatDuration(amount.seconds)}`;
}

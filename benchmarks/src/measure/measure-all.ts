import type { Settings } from '../read-settings.ts';
import { WrongSettingError } from '../wrong-setting-error.ts';
import type { Cell, Conditions } from './cell.ts';
import { OverLimitError } from './follow-run.ts';
import { measureProduct } from './measure-product.ts';
import { measureYardstick } from './measure-yardstick.ts';
import { OVER_THE_LIMIT, type Sample } from './sample.ts';

export type Measured = { readonly cell: Cell; readonly samples: readonly Sample[] };

/** Measures every cell as often as wanted, round by round, so that what a ratio compares was measured close together. */
export async function measureAll(
  settings: Settings,
  say: (line: string) => void,
  keep: (soFar: readonly Measured[]) => Promise<void>,
): Promise<readonly Measured[]> {
  const cells = planCells(settings);
  const samples = new Map<Cell, Sample[]>(cells.map((cell) => [cell, []]));
  for (let round = 1; round <= settings.runs; round += 1) {
    for (const cell of cells) {
      say(`Measuring ${nameOf(cell)}${settings.runs > 1 ? `, round ${round} of ${settings.runs}` : ''} …`);
      const sample = await measureOrGiveUp(cell, settings, say);
      say(`  ${sample.state}: ${sample.records} records in ${(sample.wallMs / 1000).toFixed(1)} s`);
      samples.get(cell)?.push(sample);
      await keep(toMeasured(samples));
    }
  }
  return toMeasured(samples);
}

/** Cells that have been measured at all. */
const toMeasured = (samples: ReadonlyMap<Cell, readonly Sample[]>): readonly Measured[] =>
  [...samples].filter(([, taken]) => taken.length > 0).map(([cell, taken]) => ({ cell, samples: taken }));

function planCells({ latenciesMs, rps, attachments, loaders, withYardstick }: Settings): readonly Cell[] {
  return latenciesMs.flatMap((latencyMs) =>
    rps.flatMap((limit) =>
      attachments.flatMap((choice): readonly Cell[] => {
        const same = { latencyMs, rps: limit, attachments: choice };
        const plain: Cell = { ...same, program: 'yardstick', loaders: 0 };
        const ours = loaders.map((count): Cell => ({ ...same, program: 'z2q', loaders: count }));
        // A script looks for files or does not: it has no choices.
        return withYardstick && choice !== 'records' ? [plain, ...ours] : ours;
      }),
    ),
  );
}

/** A cell that fails is told in its place: the others took long enough. */
async function measureOrGiveUp(
  cell: Cell,
  conditions: Conditions,
  say: (line: string) => void,
): Promise<Sample> {
  try {
    return await (cell.program === 'z2q' ? measureProduct : measureYardstick)(cell, conditions);
  } catch (error) {
    if (error instanceof WrongSettingError) throw error;
    const isLate = error instanceof OverLimitError;
    if (!isLate) say(`  ${error instanceof Error ? error.stack : String(error)}`);
    const none = { source: {}, target: {} };
    return {
      state: isLate ? OVER_THE_LIMIT : 'failed',
      wallMs: conditions.limitMs,
      records: 0,
      recordsOf: {},
      requests: none,
      tooMany: 0,
      depth: 0,
      usage: [],
      validation: null,
    };
  }
}

export const nameOf = ({ program, loaders, latencyMs, rps, attachments }: Cell): string =>
  [
    program === 'yardstick' ? program : `z2q, ${loaders} ${loaders === 1 ? 'loader' : 'loaders'}`,
    `${latencyMs} ms`,
    ...(rps === 0 ? [] : [`${rps}/s`]),
    `files: ${attachments}`,
  ].join(', ');

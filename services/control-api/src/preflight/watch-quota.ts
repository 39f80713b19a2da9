import type { Forecast, PreflightCheck } from '@z2q/contracts';
import type { HttpObservation } from '@z2q/http';
import { type Finding, passed, warning } from './finding.ts';

type Side = HttpObservation['side'];

/** Notes what the sites report as left of the month's requests. A site that reports nothing gets no check. */
export function watchQuota() {
  const left = new Map<Side, number>();
  return {
    onCall: ({ side, quotaLeft }: Pick<HttpObservation, 'side' | 'quotaLeft'>): void => {
      if (quotaLeft !== null) left.set(side, Math.min(quotaLeft, left.get(side) ?? quotaLeft));
    },
    check: (forecast: Forecast | null): readonly PreflightCheck[] =>
      [...left].map(([side, rest]) => ({
        name: `${side}_quota`,
        ...toFinding(rest, findNeeded(forecast, side)),
      })),
  };
}

function findNeeded(forecast: Forecast | null, side: Side): number | null {
  const chosen = forecast?.choices.find(({ attachments }) => attachments === forecast.chosen);
  return chosen?.sides.find((one) => one.side === side)?.requests ?? null;
}

function toFinding(rest: number, needed: number | null): Finding {
  const told = `${rest} requests are left of this month's quota`;
  if (needed === null) return passed(`${told}.`);
  if (needed <= rest) return passed(`${told}, of which about ${needed} are needed.`);
  return warning(
    `${told}, and about ${needed} are needed.`,
    'Have the quota raised, leave files out (options.attachments), or go on: the run pauses with quota when they are used up, and goes on by itself in the new month.',
  );
}

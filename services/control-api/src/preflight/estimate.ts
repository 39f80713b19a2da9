import type { Forecast, PreflightCheck } from '@z2q/contracts';
import { notChecked, passed } from './finding.ts';
import { toDuration } from './to-duration.ts';

type Choice = Forecast['choices'][number];

/** Requests and time of a first run, and of one with other choices of `attachments`. */
export function estimate(forecast: Forecast | null): PreflightCheck {
  const name = 'estimate';
  const chosen = forecast?.choices.find(({ attachments }) => attachments === forecast.chosen);
  if (!forecast || !chosen) return { name, ...notChecked('records could not be counted') };
  const others = forecast.choices.filter((choice) => choice !== chosen).map(toOther);
  return { name, ...passed(`${toRequests(chosen)}; ${toTime(chosen)}. ${others.join('. ')}.`) };
}

function toRequests({ sides }: Choice): string {
  const unknown = new Set(
    sides.flatMap(({ kinds }) => kinds.flatMap(({ kind, requests }) => (requests === null ? [kind] : []))),
  );
  const steps = unknown.has('files_of_steps')
    ? ', without those for files of steps, which could not be counted'
    : '';
  const files = unknown.has('downloads') ? ', and on each side up to three more for each file' : '';
  const [source, target] = sides.map(({ requests }) => requests);
  return `About ${source} requests to the source; about ${target} to the target${steps}${files}`;
}

const toTime = ({ seconds }: Choice): string =>
  seconds === null
    ? 'no limit of requests a second is set, so the two sites decide how long it takes'
    : `about ${toDuration(seconds)} at the configured requests a second`;

const toOther = (choice: Choice): string => {
  const requests = choice.sides.map(({ requests: count }) => count).join(' and ');
  const time = choice.seconds === null ? '' : `, ${toDuration(choice.seconds)}`;
  return `With attachments=${choice.attachments}: ${requests}${time}`;
};

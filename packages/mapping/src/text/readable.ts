import type { IssueLink, StepParameter, WebLink } from '@z2q/contracts';

/** A duration for people that a program can read back: `1 h 2 min 3.004 s`. */
export function readableDuration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const rest = Math.abs(ms) / 1000 - Math.floor(seconds / 60) * 60;
  const parts = [
    part(Math.floor(seconds / 3600), 'h'),
    part(Math.floor(seconds / 60) % 60, 'min'),
    part(Number(rest.toFixed(3)), 's'),
  ].filter((text) => text !== '');
  return `${ms < 0 ? '-' : ''}${parts.join(' ') || '0 s'}`;
}

const part = (count: number, unit: string): string => (count === 0 ? '' : `${count} ${unit}`);

export const readableIssueLinks = (links: readonly IssueLink[]): readonly string[] =>
  links.map(
    ({ issueId, type, target }) =>
      `Jira issue ${issueId ?? 'without an id'}${inBrackets(type)}${target ? `: ${target}` : ''}`,
  );

export const readableWebLinks = (links: readonly WebLink[]): readonly string[] =>
  links.map(({ url, description, type }) => {
    const place = `${url || 'a link without a URL'}${inBrackets(type)}`;
    return description ? `${description}: ${place}` : place;
  });

export const readableParameters = (parameters: readonly StepParameter[]): readonly string[] =>
  parameters.map(({ name, value, type }) => `${name} = ${value}${inBrackets(type)}`);

/** `MANUAL_INPUT` becomes ` (manual input)`. */
const inBrackets = (type: string | null): string =>
  type ? ` (${type.toLowerCase().replaceAll('_', ' ')})` : '';

export const yesOrNo = (value: boolean): string => (value ? 'Yes' : 'No');

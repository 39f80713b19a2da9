import { stripVTControlCharacters, styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours a text if the stream is a terminal and `NO_COLOR` is not set. */
export const paint = (stream: NodeJS.WritableStream, style: Style, text: string): string =>
  styleText(style, text, { stream });

/** Number of columns that a text takes up, without colour codes. */
export const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

import type { IncomingHttpHeaders } from 'node:http';

/** An answer that was received completely. */
export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
};

export const textOf = (answer: Pick<Answer, 'body'>): string => new TextDecoder().decode(answer.body);

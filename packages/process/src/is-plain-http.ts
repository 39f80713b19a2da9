import { isLoopback } from './is-loopback.ts';

/** Whether tokens and records sent to the URL could be read on the way: plain HTTP to another machine. */
export function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

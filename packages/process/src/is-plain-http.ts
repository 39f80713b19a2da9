import { isLoopback } from './is-loopback.ts';

/** Whether what is sent there can be read on the way: tokens and records go over plain HTTP to another machine. */
export function isPlainHttp(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !isLoopback(hostname);
}

import { withoutSlashAtEnd } from '@z2q/contracts';
import type { Query } from './http-call.ts';

/** Keeps the path of the base: `https://host/v2` and `/testcases` make `https://host/v2/testcases`. */
export function toUrl(baseUrl: string, path: string, query: Query = {}): URL {
  const url = new URL(`${withoutSlashAtEnd(baseUrl)}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

/** A base URL for messages: without user, password, query and fragment. */
export function toPublicUrl(baseUrl: string): string {
  const url = new URL(baseUrl);
  return withoutSlashAtEnd(`${url.origin}${url.pathname}`);
}

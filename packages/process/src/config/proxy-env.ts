import type { Proxies } from '@z2q/http';
import { z } from 'zod';
import { createSecret } from './secret.ts';

/** The scheme may be omitted, as for curl. Kept as a secret, since the URL may contain a user and a password. */
const ProxyUrl = z
  .string()
  .trim()
  .transform((text) => (text.includes('://') ? text : `http://${text}`))
  .refine(isProxyUrl, 'must be the http or https URL of a proxy')
  .transform(createSecret)
  .optional();

function isProxyUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.hostname !== '';
}

/** In capitals or lower case. If both are set, lower case wins, as for curl. */
export const ProxyEnv = z.object({
  HTTP_PROXY: ProxyUrl,
  http_proxy: ProxyUrl,
  HTTPS_PROXY: ProxyUrl,
  https_proxy: ProxyUrl,
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
});

export type ProxyConfig = { readonly reveal: () => Proxies };

export function toProxyConfig(env: z.output<typeof ProxyEnv>): ProxyConfig {
  const http = env.http_proxy ?? env.HTTP_PROXY;
  const https = env.https_proxy ?? env.HTTPS_PROXY;
  const bypass = env.no_proxy ?? env.NO_PROXY ?? '';
  return { reveal: () => ({ http: http?.reveal() ?? null, https: https?.reveal() ?? null, bypass }) };
}

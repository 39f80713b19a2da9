import type { LookupFunction } from 'node:net';
import type { BeforeRedirectHook } from 'got';
import type { Address, Network } from './network.ts';
import { RedirectRefusedError } from './redirect-refused-error.ts';

/**
 * Allows redirects within the configured host and port, and otherwise only over https to a public address. Whoever
 * controls an address in an answer could otherwise make us fetch, and upload, what only we can reach.
 *
 * The connection goes to the very address that was checked, because a name may resolve to another one a moment later.
 * Behind a proxy, public names often resolve only at the proxy. So a name that resolves here must be public all the
 * same; a name that does not is left to the proxy, unless it is the name of an internal host.
 */
export function guardRedirects(
  baseUrl: string,
  { resolve, isPublic }: Network,
  isProxied: boolean,
): BeforeRedirectHook {
  const base = new URL(baseUrl);

  const lookUp = async (url: URL): Promise<readonly Address[]> => {
    const isLeftToProxy = isProxied && !INNER_NAME.test(nameOf(url));
    return resolve(nameOf(url)).catch((error: unknown) => {
      if (isLeftToProxy) return [];
      throw error;
    });
  };

  const refusalOf = async (url: URL, addresses: readonly Address[]): Promise<string | null> => {
    const hidden = addresses.find(({ address }) => !isPublic(address));
    if (hidden) return `resolves to ${hidden.address}, which is no public address`;
    if (url.port === base.port && url.protocol === base.protocol) return null;
    const own = new Set((await resolve(nameOf(base)).catch(() => [])).map(({ address }) => address));
    return addresses.some(({ address }) => own.has(address)) ? OTHER_PORT : null;
  };

  return async (next) => {
    const url = new URL(next.url ?? baseUrl);
    if (url.origin === base.origin) {
      next.dnsLookup = undefined;
      return;
    }
    if (nameOf(url) === nameOf(base)) throw refused(url, OTHER_PORT);
    if (url.protocol !== 'https:') throw refused(url, 'is not https');
    const addresses = await lookUp(url);
    const refusal = await refusalOf(url, addresses);
    if (refusal !== null) throw refused(url, refusal);
    next.dnsLookup = pinnedTo(addresses);
  };
}

const OTHER_PORT = 'is another port of the configured host';

/** A single label, or a name under a domain that is not on the internet (RFC 6761, 6762, 8375, 9476 and ICANN's `internal`). */
const INNER_NAME = /^[^.]+$|\.(local|localhost|internal|home\.arpa|alt)$/i;

/** As resolver and addresses write it: without the brackets of IPv6 and the final dot. */
const nameOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$|\.$/g, '');

/** Shows only the origin: the rest of a signed address is a credential. */
const refused = ({ origin, protocol, host }: URL, why: string): RedirectRefusedError =>
  new RedirectRefusedError(`${origin === 'null' ? `${protocol}//${host}` : origin}, which ${why}`);

const pinnedTo =
  (addresses: readonly Address[]): LookupFunction =>
  (_hostname, { all }, callback) => {
    const [first] = addresses;
    if (!first) callback(Object.assign(new Error('resolves nowhere here'), { code: 'ENOTFOUND' }), '');
    else if (all) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };

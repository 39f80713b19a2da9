/** The address of Redis, read from `REDIS_URL`. */
export type RedisAddress =
  | { readonly kind: 'server'; readonly url: string }
  | {
      readonly kind: 'sentinel';
      readonly sentinels: readonly { readonly host: string; readonly port: number }[];
      /** The sentinels' name for the Redis that they watch. */
      readonly name: string;
      readonly username: string | null;
      readonly password: string | null;
      readonly database: number;
      /** TLS to the sentinels and to Redis. */
      readonly isEncrypted: boolean;
    };

/** What is wrong with an address. */
export type RedisAddressFault = { readonly kind: 'fault'; readonly words: string };

const SENTINEL_PORT = 26_379;
const SENTINEL = /^(redis|rediss)-sentinel:\/\/(?:([^@/]*)@)?([^@/]+)\/([^/]+)(?:\/(\d{1,4}))?$/;

/**
 * Reads `redis://…` and `rediss://…` (with TLS), and `redis-sentinel://user:password@host:port,host:port/name/database`, of which user,
 * password, ports and database may be left out; the password is that of Redis.
 */
export function readRedisAddress(text: string): RedisAddress | RedisAddressFault {
  if (/^rediss?-cluster:/.test(text)) return fault(NO_CLUSTER);
  if (/^rediss?-sentinel:/.test(text)) return readSentinels(text);
  const isServer = /^rediss?:$/.test(URL.parse(text)?.protocol ?? '');
  return isServer ? { kind: 'server', url: text } : fault('must be a redis:// or rediss:// URL');
}

/** Jobs of several queues are moved in one command, which a cluster allows only within one of its slots. */
export const NO_CLUSTER =
  'is a Redis Cluster, which z2q does not work with: give a single Redis, or one with replicas behind Sentinel. It holds some hundred jobs at most, so there is nothing to spread';

function readSentinels(text: string): RedisAddress | RedisAddressFault {
  const [, scheme, credentials = '', hosts = '', name = '', database = '0'] = SENTINEL.exec(text) ?? [];
  const sentinels = hosts.split(',').map(readHost);
  if (scheme === undefined || sentinels.includes(null)) return fault(SENTINEL_FORM);
  const [username, password] = credentials.split(':', 2).map((part) => decode(part) || null);
  return {
    kind: 'sentinel',
    sentinels: sentinels.filter((host) => host !== null),
    name: decode(name),
    username: username ?? null,
    password: password ?? null,
    database: Number(database),
    isEncrypted: scheme === 'rediss',
  };
}

const SENTINEL_FORM =
  'must be redis-sentinel://user:password@host:26379,host:26379/name-of-the-primary, without user and password where there are none';

function readHost(text: string): { readonly host: string; readonly port: number } | null {
  const url = URL.parse(`http://${text}`);
  if (url === null || url.pathname !== '/' || text === '') return null;
  const port = /:(\d+)$/.exec(text)?.[1];
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: port === undefined ? SENTINEL_PORT : Number(port),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const fault = (words: string): RedisAddressFault => ({ kind: 'fault', words });

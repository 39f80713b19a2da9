import type { AgentOptions } from 'node:http';

/** Proxies for outgoing requests. A URL may contain a user and a password. */
export type Proxies = {
  /** For http URLs. */
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are called directly, in the format of `NO_PROXY`. */
  readonly bypass: string;
};

export const NO_PROXIES: Proxies = { http: null, https: null, bypass: '' };

/** A proxy would take the loopback address for its own machine. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '::1', '[::1]'];

/** In the form that Node's agents take. They always resolve the proxy's own address, whatever `lookup` a request has. */
export const toAgentProxies = ({ http, https, bypass }: Proxies): Pick<AgentOptions, 'proxyEnv'> => ({
  proxyEnv: {
    HTTP_PROXY: http ?? undefined,
    HTTPS_PROXY: https ?? undefined,
    NO_PROXY: [bypass, ...OWN_MACHINE].filter((host) => host !== '').join(','),
  },
});

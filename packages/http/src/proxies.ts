import type { AgentOptions } from 'node:http';

/** By what requests leave this network; an address may hold a user and a password. */
export type Proxies = {
  /** For addresses that begin with http. */
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are asked directly, as `NO_PROXY` lists them. */
  readonly bypass: string;
};

export const NO_PROXIES: Proxies = { http: null, https: null, bypass: '' };

/** The loopback of a proxy is another machine's. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '::1', '[::1]'];

/** As Node's own agents take them. They speak to the proxy only by its own address, whatever a request's `lookup` says. */
export const toAgentProxies = ({ http, https, bypass }: Proxies): Pick<AgentOptions, 'proxyEnv'> => ({
  proxyEnv: {
    HTTP_PROXY: http ?? undefined,
    HTTPS_PROXY: https ?? undefined,
    NO_PROXY: [bypass, ...OWN_MACHINE].filter((host) => host !== '').join(','),
  },
});

import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** Name resolution and address checks for hosts that an API redirects to. */
export type Network = {
  readonly resolve: (hostname: string) => Promise<readonly Address[]>;
  /** False for every address that is not on the public internet: private, loopback, link-local and the like. */
  readonly isPublic: (address: string) => boolean;
};
export type Address = { readonly address: string; readonly family: number };

export const internet: Network = {
  resolve: (hostname) => lookup(hostname, { all: true }),
  isPublic: (address) => ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast',
};

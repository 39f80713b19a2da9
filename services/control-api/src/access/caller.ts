import type { FastifyRequest } from 'fastify';
import type { Role } from './role.ts';

/** Who sent a request, according to its token. */
export type Caller = { readonly role: Role; readonly address: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** null: the address needs no token. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** The role needed, if `neededRole` would not infer it. */
    needs?: Role;
    /** A browser may open the address and log in by its own form. */
    isPage?: boolean;
  }
}

/** The caller of an address that needs a token. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller) return caller;
  throw new Error('The caller of an address without a token is not known');
}

import type { FastifyRequest } from 'fastify';
import type { Role } from './role.ts';

/** Who sent a request, as far as its token tells. */
export type Caller = { readonly role: Role; readonly address: string };

declare module 'fastify' {
  interface FastifyRequest {
    /** null: the address needs no token. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** Where it is not what `neededRole` takes it to be. */
    needs?: Role;
    /** A browser may open it, and log in by its form. */
    isPage?: boolean;
  }
}

/** Who sent a request to an address that needs a token. */
export function callerOf({ caller }: FastifyRequest): Caller {
  if (caller) return caller;
  throw new Error('This address does not know its callers');
}

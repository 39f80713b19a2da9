import { ConfigError } from './config/config-error.ts';

export type AddressVariables = { readonly host: string; readonly port: string };

/**
 * Handler for `catch` of a listener: an address that cannot be used is a fault of the variables that set it.
 * @throws {ConfigError} that names the variable, or the error as it was.
 */
export const blameAddress =
  (names: AddressVariables) =>
  (error: unknown): never => {
    const fault = error instanceof Error && findFault(error, names);
    throw fault ? new ConfigError([fault]) : error;
  };

type ListenError = Error & { readonly code?: string; readonly port?: number };

function findFault({ code, port }: ListenError, names: AddressVariables): string | undefined {
  if (code === 'EADDRINUSE') return `${names.port}: port ${port} is taken by another process`;
  if (code === 'EACCES') return `${names.port}: port ${port} may not be listened on by this user`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${names.host}: must be an address of this machine (${code})`;
  return undefined;
}

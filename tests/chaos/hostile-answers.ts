import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A server on the internal network to which hostile answers redirect. A request to it is a trespass. */
export type Trap = AsyncDisposable & { readonly url: string };

export async function openTrap(trespasses: string[]): Promise<Trap> {
  const server = createServer(({ method, url }, response) => {
    trespasses.push(`${method} ${url} was led inside`);
    response.end('a secret of the inside network');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const MIB = 1024 * 1024;
const PART_BYTES = 16 * MIB;

/** Size of the bomb after decompression. */
export const BOMB_BYTES = 1_024 * MIB;

/** A gzip file may consist of several gzip parts, one after the other. */
export const BOMB = Buffer.concat(
  Array<Buffer>(BOMB_BYTES / PART_BYTES).fill(gzipSync(Buffer.alloc(PART_BYTES, ' '))),
);

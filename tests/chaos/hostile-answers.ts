import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** An address inside, to which hostile answers lead; nobody may follow them there. */
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

/** What an answer that is a bomb inflates to. */
export const BOMB_BYTES = 1_024 * MIB;

/** A gzip file may consist of several, one after the other. */
export const BOMB = Buffer.concat(
  Array<Buffer>(BOMB_BYTES / PART_BYTES).fill(gzipSync(Buffer.alloc(PART_BYTES, ' '))),
);

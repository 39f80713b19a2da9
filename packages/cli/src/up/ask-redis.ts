import { once } from 'node:events';
import { connect } from 'node:net';

const WITHIN_MS = 2_000;

/** Sends one inline command without arguments to a local Redis. @returns its first reply; undefined when there is none. */
export async function askRedis(port: number, command: 'PING' | 'SHUTDOWN'): Promise<string | undefined> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.setTimeout(WITHIN_MS, () => socket.destroy());
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [reply] = await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => [])]);
    return reply === undefined ? undefined : String(reply).trim();
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

import { setTimeout as delay } from 'node:timers/promises';

const TRIES = 10;
const EACH_MS = 500;

/**
 * Asks again where a connection breaks. A server that stood still for some seconds, as a stand-in with gigabytes of
 * records does while it collects garbage, closes connections on which questions wait, and a bench may be hours old by then.
 * Only for questions that change nothing.
 */
export async function askAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      // `fetch` rejects with a TypeError for whatever the network does.
      if (!(error instanceof TypeError) || tries === TRIES) throw error;
      await delay(EACH_MS);
    }
  }
}

import { createServer, type IncomingHttpHeaders, type IncomingMessage, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Hand } from './hand.ts';
import { HAND_HEADER } from './hand-header.ts';
import { BOMB, openTrap, type Trap } from './hostile-answers.ts';
import type { StrikeKind } from './points.ts';
import { pointsOf } from './points-of-request.ts';
import { createTrespassWatch } from './trespass-watch.ts';
import type { World } from './world.ts';

export type ChaosProxy = AsyncDisposable & {
  readonly url: string;
  /** Sets the server to forward to. */
  readonly leadTo: (upstream: string) => void;
};

type Call = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};
type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };

const REFUSAL: Answer = {
  status: 400,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message: 'Refused for once.' })),
};

/**
 * A proxy between the workers and a stand-in. It strikes before a request is applied and before it is
 * answered.
 */
export async function openChaosProxy(world: World, side: 'source' | 'target'): Promise<ChaosProxy> {
  await using resources = new AsyncDisposableStack();
  const trap = resources.use(await openTrap(world.trespasses));
  let upstream = '';
  const watch = createTrespassWatch(world.trespasses);
  const apply = async (call: Call): Promise<Answer> => {
    if (side === 'target') watch.before(call);
    const answer = await forward(upstream, call);
    if (side === 'target') watch.after(call, answer);
    return answer;
  };
  const serve = async (call: Call, hand: Hand | undefined): Promise<Answer | 'cut'> => {
    if (!hand) return apply(call);
    await hand.life.pass();
    const { arrival, answered } = pointsOf(side, hand.job, call);
    const instead = answerInstead(arrival && world.visit(arrival, hand), (share) =>
      world.later(share * world.settleMs, () => apply(call)),
    );
    if (instead) return instead;
    // The request of a dead worker is applied all the same; that of a frozen worker once it is thawed.
    if (!hand.life.isDead()) await hand.life.pass();
    const answer = await apply(call);
    const kind = answered && world.visit(answered, hand);
    await hand.life.pass();
    return spoil(answer, kind, trap);
  };
  const server = createServer((incoming, outgoing) => {
    const hand = world.hands.get(String(incoming.headers[HAND_HEADER]));
    readCall(incoming)
      .then((call) => serve(call, hand))
      .then((answer) => {
        if (answer === 'cut') return incoming.socket.resetAndDestroy();
        return outgoing.writeHead(answer.status, withoutFraming(answer.headers)).end(answer.body);
      })
      .catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  resources.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  const held = resources.move();
  return {
    url: `http://127.0.0.1:${port}`,
    leadTo: (url) => {
      upstream = url;
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

/** The answer to a request that is not applied, or applied later; undefined: it is applied now. */
function answerInstead(
  kind: StrikeKind | undefined,
  applyLater: (share: number) => void,
): Answer | 'cut' | undefined {
  if (kind === 'refuse') return REFUSAL;
  if (kind === 'late 0.5') applyLater(0.5);
  if (kind === 'late 0.9') applyLater(0.9);
  return kind === 'throw' || kind === 'late 0.5' || kind === 'late 0.9' ? 'cut' : undefined;
}

/** The answer to a request that was applied, after a strike. */
function spoil(answer: Answer, kind: StrikeKind | undefined, trap: Trap): Answer | 'cut' {
  if (kind === 'redirect') {
    const headers = { location: `${trap.url}/latest/meta-data` };
    return { status: 302, headers, body: Buffer.alloc(0) };
  }
  if (kind === 'bomb') {
    const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
    return { status: answer.status, headers, body: BOMB };
  }
  return kind === 'throw' ? 'cut' : answer;
}

async function readCall(incoming: IncomingMessage): Promise<Call> {
  const { method = 'GET', url: path = '/' } = incoming;
  const { [HAND_HEADER]: _, ...headers } = incoming.headers;
  return { method, path, headers, body: await buffer(incoming) };
}

const withoutFraming = ({
  'transfer-encoding': _encoding,
  'content-length': _length,
  connection: _connection,
  'keep-alive': _alive,
  ...headers
}: IncomingHttpHeaders): IncomingHttpHeaders => headers;

function forward(upstream: string, { method, path, headers, body }: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, connection: 'close' } };
    const onward = send(new URL(path, upstream), options, (answer) => {
      buffer(answer).then(
        (bytes) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: bytes }),
        reject,
      );
    });
    onward.on('error', reject);
    onward.end(body);
  });
}

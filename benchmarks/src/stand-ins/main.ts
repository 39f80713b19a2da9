import { startQtestSandbox, startZephyrSandbox } from '@z2q/sandbox';
import { createZephyrData } from './create-zephyr-data.ts';
import { depthOf } from './depth-of.ts';
import { StandInRequest } from './stand-in-request.ts';

/** A stand-in in a process of its own, so that its work is not taken for the client's. Ends with its parent. */
const request = StandInRequest.parse(JSON.parse(process.argv[2] ?? ''));
const behaviour = { latencyMs: request.latencyMs, rateLimitRps: request.rps === 0 ? null : request.rps };

if (request.side === 'source') {
  const data = createZephyrData(request.data);
  const sandbox = await startZephyrSandbox({ data, behaviour });
  const projectKeys = data.projects.map(({ key }) => key);
  serve({ url: sandbox.baseUrl, token: sandbox.token, projectKeys, depth: depthOf(data) }, () =>
    sandbox.close(),
  );
} else {
  const sandbox = await startQtestSandbox({ projects: request.projects, behaviour });
  serve({ url: sandbox.url, token: sandbox.token, projectKeys: [], depth: 0 }, () => sandbox.close());
}

function serve(ready: object, close: () => Promise<void>): void {
  process.once('disconnect', () => void close());
  process.send?.(ready);
}

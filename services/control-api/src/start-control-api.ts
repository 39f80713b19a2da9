import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { openContext } from './context.ts';
import { keepReports } from './report/keep-reports.ts';

/** Serves the control API until disposed of. */
export async function startControlApi(config: Config): Promise<AsyncDisposable & { readonly url: string }> {
  await using stack = new AsyncDisposableStack();
  const context = stack.use(await openContext(config));
  stack.use(keepReports(context));
  const app = await buildApp(context);
  stack.defer(() => app.close());
  const url = await app.listen({
    host: config.host,
    port: config.port,
    listenTextResolver: (address) => `control API listening at ${address}`,
  });
  const owned = stack.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

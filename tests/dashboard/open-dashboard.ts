import { CHROMIUM_ARGS, findChromium, openRedis } from '@z2q/test-kit';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { openPipeline, type Pipeline, type PipelineOptions } from '../kit/open-pipeline.ts';

/** Whether a browser is installed. */
export const hasChromium = findChromium() !== undefined;

const PATIENCE_MS = 20_000;

/** The product in this process, and a browser that shows its dashboard. */
export type Dashboard = AsyncDisposable & {
  readonly kit: Pipeline;
  readonly url: string;
  readonly token: string;
  readonly redisUrl: string;
  /** Opens a new page, signed in, at an address of the dashboard. */
  readonly look: (hash: string, options?: BrowserContextOptions) => Promise<Page>;
  /**
   * Has the workers do the run that a page shows, and waits for its end.
   * @returns the run's id.
   */
  readonly work: (page: Page) => Promise<string>;
};

export async function openDashboard(options: PipelineOptions): Promise<Dashboard> {
  await using stack = new AsyncDisposableStack();
  // A preflight connects to it.
  const redis = stack.use(await openRedis());
  const kit = stack.use(await openPipeline({ ...options, env: { REDIS_URL: redis.url } }));
  const { url, token } = await kit.listen();
  if (!(await fetch(url)).ok) throw new Error('The dashboard is not built: npm run bootstrap');
  const browser: Browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [...CHROMIUM_ARGS],
  });
  stack.defer(() => browser.close());
  const look: Dashboard['look'] = async (hash, given = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...given });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    await page.addInitScript(`sessionStorage.setItem('z2q-token', ${JSON.stringify(token)})`);
    await page.goto(`${url}/#/${hash}`);
    return page;
  };
  const work: Dashboard['work'] = async (page) => {
    await page.waitForURL(/#\/runs\/[^/]+$/);
    const id = /#\/runs\/([^/]+)$/.exec(page.url())?.[1] ?? '';
    await kit.api.waitForRun(id);
    return id;
  };
  const owned = stack.move();
  return {
    kit,
    url,
    token,
    redisUrl: redis.url,
    look,
    work,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

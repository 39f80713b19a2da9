import type { Behaviour } from '../behaviour/behaviour.ts';
import type { RequestStats } from '../behaviour/request-stats.ts';
import { createStandIn, listen } from '../behaviour/stand-in.ts';
import { createAttachmentFiles } from './attachment-files.ts';
import { toUnauthorized } from './auth.ts';
import type { QtestContext } from './context.ts';
import { QtestOptions } from './options.ts';
import { addQtestRoutes } from './qtest-routes.ts';
import { createRefusals, type Refusals, type Refuse } from './refusals.ts';
import { createSeed, type Seed } from './seed.ts';
import { dumpSite, type QtestState } from './state/dump.ts';
import type { ProjectSeed } from './state/project.ts';
import { createSite } from './state/site.ts';

export type QtestSandboxSettings = {
  /** Default: one project, id 1. */
  readonly projects?: readonly ProjectSeed[];
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
  readonly behaviour?: Partial<Behaviour>;
  readonly options?: Partial<QtestOptions>;
  /** Called at every write; a text refuses it with 400 and that message. */
  readonly refuse?: Refuse;
};

export type QtestSandbox = {
  /** The site, without `/api/v3`. */
  readonly url: string;
  readonly token: string;
  /** Live: a change applies from the next request on. */
  readonly behaviour: Behaviour;
  readonly options: QtestOptions;
  readonly refusals: Refusals;
  readonly stats: RequestStats;
  readonly seed: Seed;
  state(): QtestState;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

const jsonLimitBytes = 64 * 1024 * 1024;

/** A stateful qTest Manager v3 on a local port, which forgets everything when closed. */
export async function startQtestSandbox(settings: QtestSandboxSettings = {}): Promise<QtestSandbox> {
  const context = createContext(settings);
  const { site, token, options, refusals, files } = context;
  const standIn = createStandIn({
    behaviour: settings.behaviour ?? {},
    bodies: {
      unauthorized: () => toUnauthorized(options),
      tooManyRequests: () => ({ message: 'API rate limit exceeded.' }),
    },
    state: () => dumpSite(site),
    bodyLimit: jsonLimitBytes,
  });
  addQtestRoutes(standIn.app, context);
  const { host = '127.0.0.1', port = 0 } = settings;
  const server = await listen(standIn, { host, port });
  const close = async (): Promise<void> => {
    await server.close();
    await files.close();
  };
  return {
    url: server.url,
    token,
    behaviour: standIn.behaviour,
    options,
    refusals,
    stats: standIn.stats,
    seed: createSeed(server.url, token),
    state: () => dumpSite(site),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const createContext = (settings: QtestSandboxSettings): QtestContext => ({
  site: createSite(settings.projects ?? [{ id: 1, name: 'Target' }]),
  token: settings.token ?? 'qtest-sandbox-token',
  options: QtestOptions.parse(settings.options ?? {}),
  refusals: createRefusals(settings.refuse),
  files: createAttachmentFiles(),
});

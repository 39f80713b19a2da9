import type { CliContext } from '../cli-context.ts';
import type { StandInFlags } from '../commands/sandbox.ts';

/** What `--json` prints when a stand-in is ready. */
export type StandInReady = {
  readonly service: 'zephyr' | 'qtest';
  readonly baseUrl: string;
  /** Only if the token was generated, since nobody else knows it. */
  readonly token?: string;
  readonly projects: readonly { readonly key?: string; readonly id?: number; readonly name?: string }[];
};

/** Says that a stand-in is ready and waits for a signal to end it. */
export async function runStandIn(
  { stdout, onSignal }: CliContext,
  { json }: StandInFlags,
  ready: StandInReady,
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  using _signals = onSignal(() => resolve());
  stdout.write(json ? `${JSON.stringify(ready)}\n` : toWords(ready));
  await promise;
}

function toWords({ service, baseUrl, token, projects }: StandInReady): string {
  const prefix = service.toUpperCase();
  const lines = [
    `export ${prefix}_BASE_URL=${baseUrl}`,
    ...(token === undefined ? [] : [`export ${prefix}_TOKEN=${token}`]),
    `# ${projects.map(({ key, id, name }) => key ?? `${id} (${name})`).join(', ')}. Ctrl-C ends it and forgets all.`,
  ];
  return `${lines.join('\n')}\n`;
}

export const toBehaviour = ({ latency, rateLimit }: StandInFlags) => ({
  latencyMs: latency,
  rateLimitRps: rateLimit ?? null,
});

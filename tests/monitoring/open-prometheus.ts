import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, tempDir, waitFor } from '@z2q/test-kit';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

export const PROMETHEUS_DIR = join(import.meta.dirname, '../../infra/monitoring/prometheus');

/** Addresses on this machine of the jobs in `prometheus.yml`. */
export type Targets = {
  readonly control: { readonly address: string; readonly token: string };
  readonly workers: readonly string[];
};

const Answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});
export type Sample = z.output<typeof Answer>['data']['result'][number];

export type Prometheus = AsyncDisposable & {
  /** The samples that a query returns now. */
  readonly query: (expression: string) => Promise<readonly Sample[]>;
};

/** This machine's Prometheus with our configuration. It asks these processes every second. */
export async function openPrometheus(targets: Targets): Promise<Prometheus> {
  await using stack = new AsyncDisposableStack();
  const dir = stack.use(await tempDir());
  const config = dir.join('prometheus.yml');
  await writeFile(config, await toLocalConfig(targets, dir.join));
  const url = `127.0.0.1:${await freePort()}`;
  const child = spawn(
    'prometheus',
    [`--config.file=${config}`, `--storage.tsdb.path=${dir.join('tsdb')}`, `--web.listen-address=${url}`],
    { stdio: 'ignore' },
  );
  stack.defer(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    if (child.exitCode === null) await ended;
  });
  await waitFor(() => fetch(`http://${url}/-/ready`).then(({ ok }) => ok || undefined), {
    what: 'Prometheus',
    timeoutMs: 20_000,
  });
  const owned = stack.move();
  return {
    query: (expression) => ask(url, expression),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function ask(url: string, expression: string): Promise<readonly Sample[]> {
  const answer = await fetch(`http://${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
  if (!answer.ok) throw new Error(`${expression}: ${await answer.text()}`);
  return Answer.parse(await answer.json()).data.result;
}

async function toLocalConfig({ control, workers }: Targets, join: (name: string) => string): Promise<string> {
  const text = await readFile(`${PROMETHEUS_DIR}/prometheus.yml`, 'utf8');
  const { global, rule_files, scrape_configs } = parse(text);
  await writeFile(join('token'), control.token);
  const local: Readonly<Record<string, object>> = {
    'z2q-control-api': {
      authorization: { credentials_file: join('token') },
      static_configs: [{ targets: [control.address] }],
    },
    'z2q-workers': { static_configs: [{ targets: workers }] },
  };
  return stringify({
    global: { ...global, scrape_interval: '1s', evaluation_interval: '1s' },
    rule_files: rule_files.map((name: string) => `${PROMETHEUS_DIR}/${name}`),
    scrape_configs: scrape_configs.map(({ job_name }: { job_name: string }) => ({
      job_name,
      ...local[job_name],
    })),
  });
}

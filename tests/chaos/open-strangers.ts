import type { QtestSandbox } from '@z2q/sandbox';
import { startQtestSandbox } from '@z2q/sandbox';
import type { Pipeline } from '../kit/open-pipeline.ts';
import type { Worker } from '../kit/open-worker.ts';
import type { Crew } from '../kit/work-until.ts';

/** The same installation, started by mistake with the address of another site. */
export type Strangers = AsyncDisposable & {
  /** Starts these workers and their control API beside the right ones. */
  readonly enter: (kit: Pipeline) => Promise<void>;
  /** Whether a worker with these variables belongs to them. */
  readonly areMeantBy: (env: Readonly<Record<string, string | undefined>>) => boolean;
  /**
   * Requests a run and a rollback, which must be refused, and lets each worker that calls the target take up
   * one job.
   */
  readonly act: (crew: Crew, migrationId: string) => Promise<void>;
  /** What they did and must never do. */
  readonly listTrespasses: () => readonly string[];
};

/** The other site has a project of the same number. Its workers have its own token. */
export async function openStrangers(): Promise<Strangers> {
  const other: QtestSandbox = await startQtestSandbox({
    projects: [{ id: 1, name: 'Of somebody else' }],
  });
  const isAsItWas = JSON.stringify(other.state());
  const trespasses: string[] = [];
  let started: Awaited<ReturnType<Pipeline['startedWith']>> | undefined;
  return {
    enter: async (kit) => {
      started = await kit.startedWith({ QTEST_BASE_URL: other.url, QTEST_TOKEN: other.token });
    },
    areMeantBy: ({ QTEST_BASE_URL }) => QTEST_BASE_URL === other.url,
    act: async (crew, migrationId) => {
      if (!started) throw new Error('They have not been started');
      const { send, workers } = started;
      for (const what of ['runs', 'rollback']) {
        const { status } = await send('POST', `/v1/migrations/${migrationId}/${what}`, {});
        if (status < 300)
          trespasses.push(`${what} of a migration was taken with another site in the variables`);
      }
      for (const worker of workers) if (isOfTarget(worker)) await workOnce(worker, crew);
    },
    listTrespasses: () => [
      ...trespasses,
      ...(other.stats.count() > 0 ? [`the other site was called ${other.stats.count()} times`] : []),
      ...(JSON.stringify(other.state()) === isAsItWas ? [] : ['the other site was changed']),
    ],
    [Symbol.asyncDispose]: () => other[Symbol.asyncDispose](),
  };
}

const isOfTarget = ({ name }: Worker): boolean => name === 'loader' || name === 'validator';

async function workOnce(worker: Worker, { jobs }: Crew): Promise<void> {
  const job = jobs.take(worker.queue);
  if (job) await worker.work(job);
}

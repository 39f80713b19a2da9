import { openWorker, type Worker, type WorkerOptions } from '../kit/open-worker.ts';
import type { WorkerName } from '../kit/worker-kinds.ts';
import { betweenOf } from './between.ts';
import { createLife, type Life } from './life.ts';
import type { World } from './world.ts';

/** A worker that can be struck. */
export type Mortal = { readonly worker: Worker; readonly life: Life };

/** All workers. A dead one is replaced. */
export type Staff = AsyncDisposable & {
  readonly open: typeof openWorker;
  readonly present: () => readonly Mortal[];
  /** Opens a new worker for each dead one. */
  readonly replaceDead: () => Promise<void>;
  /** Resolves when a worker dies, is frozen or is thawed. */
  readonly nextChange: () => Promise<void>;
};

export function createStaff(world: World): Staff {
  const replacements = new AsyncDisposableStack();
  const hired: { name: WorkerName; options: WorkerOptions; mortal: Mortal }[] = [];
  let change = Promise.withResolvers<void>();
  const open: typeof openWorker = async (name, options) => {
    const life = createLife(() => {
      change.resolve();
      change = Promise.withResolvers();
    });
    world.addLife(life);
    const worker = await openWorker(name, { ...options, between: betweenOf(world, life) });
    hired.push({ name, options, mortal: { worker, life } });
    return worker;
  };
  return {
    open,
    present: () => hired.map(({ mortal }) => mortal).filter(({ life }) => !life.isDead()),
    replaceDead: async () => {
      const dead = hired.filter(({ mortal }) => mortal.life.isDead());
      for (const each of dead) {
        hired.splice(hired.indexOf(each), 1);
        replacements.use(await open(each.name, each.options));
      }
    },
    nextChange: () => change.promise,
    [Symbol.asyncDispose]: () => replacements.disposeAsync(),
  };
}

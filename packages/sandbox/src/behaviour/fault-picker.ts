import type { Behaviour } from './behaviour.ts';
import type { Fault } from './fault.ts';
import { createSeededRandom, type SeededRandom } from './seeded-random.ts';

type Progress = { matched: number; struck: number; readonly random: SeededRandom };

export type FaultPicker = (method: string, url: string) => Fault | undefined;

/** Decides which fault strikes a request. Counts belong to the fault object, so a new object starts from zero. */
export function createFaultPicker(behaviour: Behaviour): FaultPicker {
  const progressOf = new WeakMap<Fault, Progress>();

  const strikes = (fault: Fault): boolean => {
    const progress = progressOf.get(fault) ?? startProgress(fault);
    progressOf.set(fault, progress);
    return advance(fault, progress);
  };

  return (method, url) => behaviour.faults.find((fault) => matches(fault, method, url) && strikes(fault));
}

const startProgress = (fault: Fault): Progress => ({
  matched: 0,
  struck: 0,
  random: createSeededRandom(fault.seed ?? 1),
});

function advance(fault: Fault, progress: Progress): boolean {
  progress.matched += 1;
  if (fault.times !== undefined && progress.struck >= fault.times) return false;
  if (fault.every !== undefined && progress.matched % fault.every !== 0) return false;
  if (fault.rate !== undefined && progress.random() >= fault.rate) return false;
  progress.struck += 1;
  return true;
}

function matches(fault: Fault, method: string, url: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  const [path = ''] = url.split('?');
  const pattern = new RegExp(fault.path);
  return url.startsWith(fault.path) || pattern.test(path) || pattern.test(url);
}

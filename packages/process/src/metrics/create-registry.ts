import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { readBuild } from '../read-build.ts';

/** Metrics of every process: its build, and Node's own, such as the delay of the event loop. */
export function createRegistry(service: string): Registry {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const { version, commit } = readBuild();
  const build = new Gauge({
    name: 'z2q_build_info',
    help: 'Always 1; which z2q this is',
    labelNames: ['version', 'commit'],
    registers: [registry],
  });
  build.set({ version, commit: commit ?? 'unknown' }, 1);
  return registry;
}

import { runUntilSignal } from '@z2q/process/run-until-signal';

await runUntilSignal(async () => {
  const { readConfig, WorkerConfig } = await import('@z2q/process');
  const { startTransformer } = await import('./start-transformer.ts');
  return startTransformer(readConfig(WorkerConfig, process.env));
});

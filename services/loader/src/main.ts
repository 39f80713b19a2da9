import { runUntilSignal } from '@z2q/process/run-until-signal';

await runUntilSignal(async () => {
  const { readConfig, TargetWorkerConfig } = await import('@z2q/process');
  const { startLoader } = await import('./start-loader.ts');
  return startLoader(readConfig(TargetWorkerConfig, process.env));
});

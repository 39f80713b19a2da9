import { runUntilSignal } from '@z2q/process/run-until-signal';

await runUntilSignal(async () => {
  const { readConfig, TargetWorkerConfig } = await import('@z2q/process');
  const { startValidator } = await import('./start-validator.ts');
  return startValidator(readConfig(TargetWorkerConfig, process.env));
});

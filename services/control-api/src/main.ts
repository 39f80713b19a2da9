import { runUntilSignal } from '@z2q/runtime/run-until-signal';

await runUntilSignal(async () => {
  const { readConfig } = await import('@z2q/runtime');
  const { Config } = await import('./config.ts');
  const { startControlApi } = await import('./start-control-api.ts');
  return startControlApi(readConfig(Config, process.env));
});

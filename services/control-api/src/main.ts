import { runUntilSignal } from '@z2q/process/run-until-signal';

await runUntilSignal(async () => {
  const { blameAddress, readConfig } = await import('@z2q/process');
  const { Config } = await import('./config.ts');
  const { startControlApi } = await import('./start-control-api.ts');
  const address = { host: 'CONTROL_HOST', port: 'CONTROL_PORT' };
  return startControlApi(readConfig(Config, process.env)).catch(blameAddress(address));
});

import { runUntilSignal } from '@z2q/runtime/run-until-signal';

await runUntilSignal(async () => {
  const { blameAddress, readConfig } = await import('@z2q/runtime');
  const { Config } = await import('./config.ts');
  const { startControlApi } = await import('./start-control-api.ts');
  const address = { host: 'CONTROL_HOST', port: 'CONTROL_PORT' };
  return startControlApi(readConfig(Config, process.env)).catch(blameAddress(address));
});

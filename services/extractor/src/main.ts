import { runUntilSignal } from '@z2q/process/run-until-signal';

await runUntilSignal(async () => {
  const { readConfig, SourceWorkerConfig } = await import('@z2q/process');
  const { startExtractor } = await import('./start-extractor.ts');
  return startExtractor(readConfig(SourceWorkerConfig, process.env));
});

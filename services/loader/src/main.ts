import { readConfig, runUntilSignal, TargetWorkerConfig } from '@z2q/runtime';
import { startLoader } from './start-loader.ts';

await runUntilSignal(() => startLoader(readConfig(TargetWorkerConfig, process.env)));

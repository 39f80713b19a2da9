import { readConfig, runUntilSignal, WorkerConfig } from '@z2q/runtime';
import { startTransformer } from './start-transformer.ts';

await runUntilSignal(() => startTransformer(readConfig(WorkerConfig, process.env)));

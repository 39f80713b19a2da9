import { readConfig, runUntilSignal, SourceWorkerConfig } from '@z2q/runtime';
import { startExtractor } from './start-extractor.ts';

await runUntilSignal(() => startExtractor(readConfig(SourceWorkerConfig, process.env)));

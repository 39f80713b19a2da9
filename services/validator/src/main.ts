import { readConfig, runUntilSignal, TargetWorkerConfig } from '@z2q/runtime';
import { startValidator } from './start-validator.ts';

await runUntilSignal(() => startValidator(readConfig(TargetWorkerConfig, process.env)));

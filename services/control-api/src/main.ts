import { readConfig, runUntilSignal } from '@z2q/runtime';
import { Config } from './config.ts';
import { startControlApi } from './start-control-api.ts';

await runUntilSignal(() => startControlApi(readConfig(Config, process.env)));

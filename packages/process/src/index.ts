export { blameAddress } from './blame-address.ts';
export { closeToOthers } from './close-to-others.ts';
export {
  type ApiConfig,
  type BaseConfig,
  SourceWorkerConfig,
  TargetWorkerConfig,
  toBaseConfig,
  toClientOptions,
  toQtestConfig,
  toZephyrConfig,
  WorkerConfig,
} from './config/config.ts';
export { ConfigError } from './config/config-error.ts';
export { ControlEnv, requireSafeTokens } from './config/control-env.ts';
export { DataDir } from './config/data-dir.ts';
export { BaseEnv, JiraEnv, QtestEnv, requireWholeJira, ZephyrEnv } from './config/env-schema.ts';
export { type Environment, readConfig } from './config/read-config.ts';
export { createSecret, type Secret } from './config/secret.ts';
export { every } from './every.ts';
export { isPlainHttp } from './is-plain-http.ts';
export { restoreYoungSpace } from './limit-heap.ts';
export { logSparingly } from './log-sparingly.ts';
export { createLogger, type Logger } from './logger.ts';
export { type Build, readBuild } from './read-build.ts';
export { redactUrlCredentials } from './redact-url-credentials.ts';
export type { Service } from './run-until-signal.ts';

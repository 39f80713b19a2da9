export {
  type ApiConfig,
  type BaseConfig,
  SourceWorkerConfig,
  TargetWorkerConfig,
  toBaseConfig,
  toQtestConfig,
  toZephyrConfig,
  WorkerConfig,
} from './config.ts';
export { BaseEnv, HealthEnv, PortNumber, QtestEnv, ZephyrEnv } from './env-schema.ts';
export { createLogger, type Logger } from './logger.ts';
export { ConfigError, type Environment, readConfig } from './read-config.ts';
export { runUntilSignal } from './run-until-signal.ts';
export { createSecret, type Secret, SecretFromEnv } from './secret.ts';

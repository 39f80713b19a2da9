export { aFolder } from './builders/a-folder.ts';
export { aCallStep, aStep, someSteps } from './builders/a-step.ts';
export { aTestCase, type TestCaseOverrides } from './builders/a-test-case.ts';
export { aTestCycle } from './builders/a-test-cycle.ts';
export { aTestPlan } from './builders/a-test-plan.ts';
export { aWorkableBatch } from './builders/a-workable-batch.ts';
export { anAttachment } from './builders/an-attachment.ts';
export { anExecution, aStepResult, type ExecutionOverrides } from './builders/an-execution.ts';
export { canRun } from './can-run.ts';
export { CHROMIUM_ARGS, findChromium } from './chromium.ts';
export { freePort } from './free-port.ts';
export { NOWHERE } from './nowhere.ts';
export { type Collector, openCollector, type ReceivedSpan } from './open-collector.ts';
export { type OwnRedis, openOwnRedis } from './open-own-redis.ts';
export { openRedis, shareRedis, type TestRedis } from './open-redis.ts';
export { recorded } from './recorded.ts';
export { openRecordingProxy, type RecordedRequest, type RecordingProxy } from './recording-proxy.ts';
export { openRedisServer, type RedisServer, type RedisServerOptions } from './redis-server.ts';
export {
  type ControlClient,
  createControlClient,
  type RunRequest,
  type Send,
} from './stack/control-client.ts';
export { createHttpControlClient } from './stack/http-control-client.ts';
export { type ServiceName, type ServiceProcess, startService } from './stack/service-process.ts';
export { type Stack, type StackOptions, startStack } from './stack/start-stack.ts';
export { type TempDir, tempDir } from './temp-dir.ts';
export { type WaitOptions, waitFor } from './wait-for.ts';

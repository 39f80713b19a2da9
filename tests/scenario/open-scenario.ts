import { type Stack, type StackOptions, startStack } from '@z2q/test-kit';
import { createMigrateTo, type Migrations } from './migrations.ts';
import { openStandIns, type StandInOptions } from './open-stand-ins.ts';

export type ScenarioOptions = StandInOptions &
  Pick<StackOptions, 'healthPorts' | 'isTogether'> & {
    readonly loaders?: number;
    readonly env?: Readonly<Record<string, string>>;
  };

/** The whole product as processes, between stand-ins of both APIs. */
export type Scenario = Migrations & AsyncDisposable & { readonly stack: Stack };

export async function openScenario(options: ScenarioOptions): Promise<Scenario> {
  await using resources = new AsyncDisposableStack();
  const { data, loaders = 1, env = {}, healthPorts = {}, isTogether = false } = options;
  const standIns = resources.use(await openStandIns(options));
  const stack = resources.use(await startStack({ ...standIns, loaders, env, healthPorts, isTogether }));
  const held = resources.move();
  return {
    ...standIns,
    stack,
    api: stack.api,
    migrateTo: createMigrateTo(stack.api, data),
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  };
}

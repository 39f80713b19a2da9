import { MigrationId, RunId } from '@z2q/contracts';
import { type Command, InvalidArgumentError, Option } from 'commander';

/** The flags that say which migration a command is about. */
export type MigrationFlags = {
  readonly project?: string;
  readonly target?: number;
  readonly migration?: string;
};

/** The settings of a new migration. */
export type NewMigrationFlags = MigrationFlags & {
  readonly name?: string;
  readonly mapping?: string;
  readonly options?: string;
  readonly option?: readonly string[];
};

export type RunFlags = MigrationFlags & { readonly run?: string };

const WHICH = 'Which migration:';

/** `--project`, `--target` and `--migration`. */
export const addMigrationFlags = (command: Command): Command =>
  command
    .optionsGroup(WHICH)
    .option('-p, --project <KEY>', 'Zephyr project key, such as WEB', (key) => key.toUpperCase())
    .option('-t, --target <ID>', 'qTest project id: the number after /p/ in its address', toProjectId)
    .option(
      '-m, --migration <ID>',
      'a migration by its own id, instead of project and target',
      toMigrationId,
    );

export const addNewMigrationFlags = (command: Command): Command =>
  addMigrationFlags(command)
    .optionsGroup('Where there is none yet, it is made with:')
    .option('--name <NAME>', 'what to call it in lists and reports')
    .option('--mapping <FILE>', 'mapping file, YAML or JSON ("z2q mapping init" writes one)')
    .option('--options <FILE>', 'options file, YAML or JSON ("z2q help options" lists them)')
    .option('--option <KEY=VALUE>', 'one option; may be given several times', collect);

/** `--run`, and the flags of its migration. */
export const addRunFlags = (command: Command): Command =>
  addMigrationFlags(
    command.addOption(
      new Option('-r, --run <ID>', 'a run by its id (default: the newest)')
        .argParser(toRunId)
        .helpGroup('Which run:'),
    ),
  );

const collect = (value: string, previous: readonly string[] = []): readonly string[] => [...previous, value];

function toProjectId(text: string): number {
  const id = Number(text);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new InvalidArgumentError(
    'It is a number: open the project in qTest and read its address, …/p/12345/….',
  );
}

const toMigrationId = (text: string): string => {
  if (MigrationId.safeParse(text).success) return text;
  throw new InvalidArgumentError('It is not an id as "z2q status --all" shows them.');
};

const toRunId = (text: string): string => {
  if (RunId.safeParse(text).success) return text;
  throw new InvalidArgumentError('It is not an id as "z2q status --all" shows them.');
};

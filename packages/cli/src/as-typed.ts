import type { CliContext } from './cli-context.ts';

/** Replaces commands such as `"z2q …"` in a text by the form that must be typed here, for example `"npm run z2q -- …"`. */
export const asTyped = ({ command }: Pick<CliContext, 'command'>, text: string): string =>
  text.replaceAll('"z2q up', `"${toStart(command)}`).replaceAll('"z2q ', `"${command} `);

/** What starts the services. Those of a composition of containers are started by the composition that `run` is typed for. */
const toStart = (command: string): string =>
  /^docker[ -]compose /.test(command) ? command.replace(/ run .*/, ' up -d') : `${command} up`;

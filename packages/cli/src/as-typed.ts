import type { CliContext } from './cli-context.ts';

/** Says the commands that a text names as `"z2q …"` in the way they must be typed here: `"npm run z2q -- …"`, say. */
export const asTyped = ({ command }: Pick<CliContext, 'command'>, text: string): string =>
  text.replaceAll('"z2q ', `"${command} `);

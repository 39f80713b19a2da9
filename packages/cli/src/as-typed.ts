import type { CliContext } from './cli-context.ts';

/** Replaces commands such as `"z2q …"` in a text by the form that must be typed here, for example `"npm run z2q -- …"`. */
export const asTyped = ({ command }: Pick<CliContext, 'command'>, text: string): string =>
  text.replaceAll('"z2q ', `"${command} `);

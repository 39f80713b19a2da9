import type { PreflightCheck, PreflightView } from '@z2q/contracts';
import type { Output } from '../cli-context.ts';
import { fold } from '../fold.ts';
import { paint } from '../paint.ts';

const SIGNS = {
  ok: ['green', '✓'],
  warning: ['yellow', '!'],
  failed: ['red', '✗'],
} as const satisfies Record<PreflightCheck['status'], unknown>;

/** Prints each check with its sign, and below it the fix if there is one. */
export function printChecks(title: string, { checks }: PreflightView, stream: Output): void {
  const lines = checks.flatMap(({ name, status, detail, fix }) => {
    const [style, sign] = SIGNS[status];
    const line = `${paint(stream, style, sign)} ${paint(stream, 'bold', name)}: ${detail}`;
    return fix === undefined ? [line] : [line, `  ${paint(stream, 'cyan', '→')} ${fix}`];
  });
  stream.write(`${fold([paint(stream, 'bold', title), ...lines], stream).join('\n')}\n`);
}

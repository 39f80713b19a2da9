import { z } from 'zod';
import { isLoopback } from '../is-loopback.ts';
import { PortNumber } from './env-schema.ts';
import { SecretFromEnv } from './secret.ts';

/** Least length of a token on a host that other machines can reach. */
const LEAST_LENGTH = 16;

/** Where the control API listens, and its tokens. */
export const ControlEnv = z.object({
  CONTROL_HOST: z.string().default('127.0.0.1'),
  CONTROL_PORT: PortNumber.default(8080),
  CONTROL_TOKEN: SecretFromEnv.optional(),
  CONTROL_VIEW_TOKEN: SecretFromEnv.optional(),
  CONTROL_OPERATE_TOKEN: SecretFromEnv.optional(),
});

const TOKENS = ['CONTROL_TOKEN', 'CONTROL_VIEW_TOKEN', 'CONTROL_OPERATE_TOKEN'] as const;
type TokenName = (typeof TOKENS)[number];

type Given = Partial<Record<TokenName | 'CONTROL_HOST', unknown>>;
type AddIssue = Pick<z.core.$RefinementCtx, 'addIssue'>;

/** For `superRefine`: refuses equal tokens, and on a host that other machines can reach also missing or short ones. */
export function requireSafeTokens(env: Given, context: AddIssue): void {
  const texts = TOKENS.flatMap((name) => {
    const text = textOf(env[name]);
    return text === undefined ? [] : [{ name, text }];
  });
  const blame = (name: TokenName, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  for (const [index, { name, text }] of texts.entries()) {
    const equal = texts.slice(0, index).find((other) => other.text === text);
    if (equal) blame(name, `is the same as ${equal.name}: a token stands for one role`);
  }
  if (isLoopback(String(env.CONTROL_HOST))) return;
  if (env.CONTROL_TOKEN === undefined) blame('CONTROL_TOKEN', MISSING);
  for (const { name, text } of texts) if (text.length < LEAST_LENGTH) blame(name, SHORT);
}

const MISSING = 'is missing: on a host that others can reach, give a long random one, or listen on 127.0.0.1';
const SHORT = `is shorter than ${LEAST_LENGTH} characters: on a host that others can reach, give a long random one, such as "openssl rand -hex 32" prints`;

/** An invalid token has no text here; it is reported as a fault of its own. */
const textOf = (token: unknown): string | undefined =>
  typeof token === 'object' && token !== null && 'reveal' in token && typeof token.reveal === 'function'
    ? String(token.reveal())
    : undefined;

import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that prints as `[secret]` when logged, serialised or inspected. `reveal` returns the value itself. */
export type Secret = { readonly reveal: () => string };

export function createSecret(value: string): Secret {
  return Object.freeze({
    reveal: () => value,
    toJSON: () => '[secret]',
    toString: () => '[secret]',
    [inspect.custom]: () => '[secret]',
  });
}

export const SecretFromEnv = z
  .string('is missing: give it in the environment, or the path of a file in {NAME}_FILE')
  .trim()
  .min(1, 'is empty')
  .regex(
    /^[\x20-\x7e]*$/,
    'has a line break or another character that no header can carry: give the token alone',
  )
  .transform(createSecret);

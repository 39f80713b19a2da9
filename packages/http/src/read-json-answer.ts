import type { z } from 'zod';
import { type Answer, textOf } from './answer.ts';
import { whenUnclear } from './answer-failure.ts';
import type { HttpCall } from './http-call.ts';
import { readApiMessage } from './read-api-message.ts';
import { type Failure, toHttpError } from './to-http-error.ts';

/**
 * Parses the answer's JSON by the schema. Text that is no JSON, such as the HTML page of a gateway, may be better next
 * time; JSON of another shape will not be. For a write, either means that it was applied and its result cannot be read.
 */
export function readJsonAnswer<T>(
  call: HttpCall,
  answer: Answer,
  schema: z.ZodType<T>,
  secrets: Readonly<Record<string, string>>,
): T {
  const text = textOf(answer);
  const json = text === '' && schema.safeParse(undefined).success ? NOTHING : parseJson(text);
  if (!json.isJson) {
    throw toHttpError(call, {
      ...unreadable(answer, call),
      what: `answered ${answer.status} without JSON`,
      apiMessage: readApiMessage(text, secrets),
    });
  }
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return parsed.data;
  throw toHttpError(call, {
    ...unreadable(answer, call),
    recovery: call.isSafe ? 'give-up' : 'in-doubt',
    what: `answered ${answer.status} with JSON of another shape (${toIssues(parsed.error)})`,
  });
}

const unreadable = (answer: Answer, call: HttpCall): Pick<Failure, 'code' | 'recovery' | 'status'> => ({
  code: 'bad_answer',
  recovery: whenUnclear(call),
  status: answer.status,
});

/** A schema may allow an answer without a body. */
const NOTHING = { isJson: true, value: undefined };

/** Names the first few wrong fields, but never their values, which belong to the customer. */
const toIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'answer'}: ${issue.code}`)
    .join(', ');

function parseJson(text: string): { readonly isJson: boolean; readonly value?: unknown } {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false };
  }
}

import { z } from 'zod';
import { redactSecrets } from './redact-secrets.ts';
import { toPlainText } from './to-plain-text.ts';

const MAX_LENGTH = 500;

const Messages = z.looseObject({
  message: z.string().optional().catch(undefined),
  errorMessage: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  errorMessages: z.array(z.string()).optional().catch(undefined),
});

/**
 * The API's message about a refusal, in one shortened line without secrets: a member of its JSON, or its text without
 * tags; null when there is none.
 */
export function readApiMessage(body: string, secrets: Readonly<Record<string, string>>): string | null {
  const text = fromJson(body) ?? toPlainText(body);
  // Redacted before shortening: half a secret would not be recognised.
  const line = redactSecrets(text.replace(/\s+/g, ' ').trim(), secrets);
  if (line === '') return null;
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
}

function fromJson(body: string): string | undefined {
  const said = Messages.safeParse(parsed(body)).data;
  return (
    said?.message ??
    said?.errorMessage ??
    said?.error_description ??
    said?.error ??
    said?.errorMessages?.join('; ')
  );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

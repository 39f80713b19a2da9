import { z } from 'zod';

export const CSV_TYPE = 'text/csv';
export const HTML_TYPE = 'text/html';
export const XML_TYPE = 'application/xml';

/** The answer is streamed, so it is not validated; the document only says that it is text. */
const Text = z.unknown().meta({ type: 'string' });
export const CSV_ANSWER = { [CSV_TYPE]: { schema: Text } };
export const XML_ANSWER = { [XML_TYPE]: { schema: Text } };
export const HTML_ANSWER = { [HTML_TYPE]: { schema: z.string() } };
export const EVENTS_ANSWER = { 'text/event-stream': { schema: Text } };

export const DATABASE_TYPE = 'application/vnd.sqlite3';
/** Streamed as well. */
export const DATABASE_ANSWER = {
  [DATABASE_TYPE]: { schema: z.unknown().meta({ type: 'string', format: 'binary' }) },
};

export const METRICS_ANSWER = { 'text/plain': { schema: Text } };

/** `name` may hold only letters, digits, dots and dashes. */
export const toFileName = (name: string, how: 'attachment' | 'inline' = 'attachment'): string =>
  `${how}; filename="${name}"`;

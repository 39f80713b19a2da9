/**
 * Most bytes to read of an answer, counted after decompression: a few megabytes of gzip can expand to any amount of
 * memory or disk.
 */
export type AnswerLimits = {
  /** Limit of an answer that is read into memory, such as JSON. */
  readonly answerBytes: number;
  /** Limit of a file, which is streamed. qTest's own limit is 50 MB in the cloud; an installation may set a higher one. */
  readonly fileBytes: number;
};

const MIB = 1024 * 1024;

export const DEFAULT_ANSWER_LIMITS: AnswerLimits = { answerBytes: 32 * MIB, fileBytes: 512 * MIB };

/** No sensible error page is larger, so the rest of one is not read. */
export const MAX_ERROR_BYTES = 65_536;

export const toMebibytes = (bytes: number): string => `${Number((bytes / MIB).toFixed(2))} MiB`;

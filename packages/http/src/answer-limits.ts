/** The most that is read of an answer, counted after inflation: a few megabytes of gzip can stand for any amount of memory or disk. */
export type AnswerLimits = {
  /** Of what is read whole, such as JSON. */
  readonly answerBytes: number;
  /** Of a file, which is streamed. qTest's own limit is 50 MB as a service, and higher only where an installation sets it so. */
  readonly fileBytes: number;
};

const MIB = 1024 * 1024;

export const DEFAULT_ANSWER_LIMITS: AnswerLimits = { answerBytes: 32 * MIB, fileBytes: 512 * MIB };

/** No error page is larger than this; the rest of one is not worth reading. */
export const MAX_ERROR_BYTES = 65_536;

export const toMebibytes = (bytes: number): string => `${Number((bytes / MIB).toFixed(2))} MiB`;

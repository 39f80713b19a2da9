const CREDENTIALS = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/]*@/gi;

/** The text with `redis://user:password@host` as `redis://[secret]@host`. */
export const redactUrlCredentials = (text: string): string => text.replace(CREDENTIALS, '$1[secret]@');

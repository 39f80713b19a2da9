const CREDENTIALS = /:\/\/[^\s/]*@/g;

/** The text with `redis://user:password@host` as `redis://[secret]@host`. */
export const redactUrlCredentials = (text: string): string => text.replace(CREDENTIALS, '://[secret]@');

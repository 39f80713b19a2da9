const CREDENTIALS = /:\/\/[^\s/]*@/g;

/** Replaces `redis://user:password@host` by `redis://[secret]@host`. */
export const redactUrlCredentials = (text: string): string => text.replace(CREDENTIALS, '://[secret]@');

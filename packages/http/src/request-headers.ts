export type Headers = Readonly<Record<string, string>>;

/** Headers of one request: those of the credentials apart, since nothing of them may ever be shown. */
export type RequestHeaders = { readonly all: Headers; readonly secret: Headers };

export const toRequestHeaders = (secret: Headers, own: Headers = {}): RequestHeaders => ({
  all: { accept: 'application/json', ...own, ...secret },
  secret,
});

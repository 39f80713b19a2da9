export type Headers = Readonly<Record<string, string>>;

/** Headers of one request. The credentials are kept apart, since they must never be shown. */
export type RequestHeaders = { readonly all: Headers; readonly secret: Headers };

export const toRequestHeaders = (secret: Headers, own: Headers = {}): RequestHeaders => ({
  all: { accept: 'application/json', ...own, ...secret },
  secret,
});

/** Wraps a function so that it records the arguments of each call. */
export function recorded<Args extends readonly unknown[], Result>(
  act: (...args: Args) => Result,
): ((...args: Args) => Result) & { readonly calls: readonly Args[] } {
  const calls: Args[] = [];
  const call = (...args: Args): Result => {
    calls.push(args);
    return act(...args);
  };
  return Object.assign(call, { calls });
}

import { useCallback, useEffect, useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';

export type Answer<Data> = {
  /** The last answer for the key; it stays while `reload` asks again. */
  readonly data: Data | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
};

/** `of`: the key that was answered. */
type State<Data> = Omit<Answer<Data>, 'reload'> & { readonly of: string | null };

/** Asks when first shown, and again when `key` changes. With a null key it does not ask. */
export function useAnswer<Data>(key: string | null, ask: () => Promise<Data>): Answer<Data> {
  const [state, setState] = useState<State<Data>>(() => toWaiting(key));
  const [times, setTimes] = useState(0);
  // `ask` is not among the dependencies: it is another function at each render, and the key identifies the request.
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    setState((before) =>
      before.of === key ? { ...before, problem: undefined, isLoading: true } : toWaiting(key),
    );
    ask().then(
      (data) => isWanted && setState({ of: key, data, problem: undefined, isLoading: false }),
      (error: unknown) =>
        isWanted && setState((before) => ({ ...before, problem: toApiProblem(error), isLoading: false })),
    );
    return () => {
      isWanted = false;
    };
  }, [key, times]);
  const reload = useCallback(() => setTimes((before) => before + 1), []);
  const { of, ...answer } = state.of === key ? state : toWaiting(key);
  return { ...answer, reload };
}

const toWaiting = (of: string | null): State<never> => ({
  of,
  data: undefined,
  problem: undefined,
  isLoading: true,
});

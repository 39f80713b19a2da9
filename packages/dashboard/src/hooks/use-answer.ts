import { useCallback, useEffect, useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';

export type Answer<Data> = {
  /** The last answer; it stays while another is on its way. */
  readonly data: Data | undefined;
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  readonly reload: () => void;
};

/** `of` is the key that it answers. */
type State<Data> = Omit<Answer<Data>, 'reload'> & { readonly of: string | null };

/** Asks when it is first shown, and again when `key` is another. A key of null asks for nothing. */
export function useAnswer<Data>(key: string | null, ask: () => Promise<Data>): Answer<Data> {
  const [state, setState] = useState<State<Data>>(() => toWaiting(key));
  const [times, setTimes] = useState(0);
  // The key says what is asked for.
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

import { useEffect, useState } from 'preact/hooks';
import { type ApiProblem, toApiProblem } from '../api/api-problem.ts';

export type Page<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null };
export type Pages<Item> = {
  readonly items: readonly Item[];
  readonly problem: ApiProblem | undefined;
  readonly isLoading: boolean;
  /** Adds the next page; undefined at the end. */
  readonly more: (() => void) | undefined;
};

type State<Item> = Omit<Pages<Item>, 'more'> & { readonly next: string | null };
const NOTHING = { items: [], problem: undefined, isLoading: true, next: null };

/** A paged list, which begins again when `key` changes. */
export function usePages<Item>(
  key: string,
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): Pages<Item> {
  const [state, setState] = useState<State<Item>>(NOTHING);
  const [cursor, setCursor] = useState<{ readonly key: string; readonly at: string } | undefined>();
  const at = cursor?.key === key ? cursor.at : undefined;
  // `ask` is not among the dependencies: it is another function at each render, and the key identifies the request.
  useEffect(() => {
    let isWanted = true;
    setState(({ items }) => ({ ...NOTHING, items: at === undefined ? [] : items }));
    ask(at).then(
      (page) =>
        isWanted &&
        setState(({ items }) => ({
          items: [...items, ...page.items],
          problem: undefined,
          isLoading: false,
          next: page.nextCursor,
        })),
      (error: unknown) =>
        isWanted && setState((before) => ({ ...before, problem: toApiProblem(error), isLoading: false })),
    );
    return () => {
      isWanted = false;
    };
  }, [key, at]);
  const { next, ...shown } = state;
  return { ...shown, more: next === null ? undefined : () => setCursor({ key, at: next }) };
}

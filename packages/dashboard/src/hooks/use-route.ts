import { useEffect, useMemo, useState } from 'preact/hooks';

export type Route = { readonly path: readonly string[]; readonly query: URLSearchParams };

const readRoute = (hash: string): Route => {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return {
    path: path.split('/').filter(Boolean).map(decodeURIComponent),
    query: new URLSearchParams(query),
  };
};

/** The part of the address after `#`: the server has only one page. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const onChange = (): void => setHash(location.hash);
    addEventListener('hashchange', onChange);
    // It may have changed since it was first read, before anybody listened.
    onChange();
    return () => removeEventListener('hashchange', onChange);
  }, []);
  return useMemo(() => readRoute(hash), [hash]);
}

/** Address of a view. */
export function hrefOf(path: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${asked === '' ? '' : `?${asked}`}`;
}

export const goTo = (href: string): void => {
  location.hash = href;
};

import { useMemo, useState } from 'preact/hooks';
import { createApi } from './api/create-api.ts';
import { forgetToken, keepToken, readToken } from './api/token.ts';
import { ApiContext } from './hooks/use-api.ts';
import { hrefOf, useRoute } from './hooks/use-route.ts';
import { SignIn } from './views/sign-in.tsx';
import { toView } from './views/to-view.tsx';

const PLACES = [
  { path: 'migrations', label: 'Migrations', holds: ['', 'start', 'runs'] },
  { path: 'waves', label: 'Waves', holds: ['start-wave'] },
  { path: 'workers', label: 'Workers', holds: [] },
];

/** The whole dashboard. If the API needs no token, the user is not asked for one. */
export function App() {
  const [isKnown, setKnown] = useState(true);
  const [wasRefused, setRefused] = useState(false);
  const api = useMemo(
    () =>
      createApi(() => {
        setRefused(readToken() !== null);
        forgetToken();
        setKnown(false);
      }),
    [],
  );
  const signIn = (token: string): void => {
    keepToken(token);
    setKnown(true);
  };
  const signOut = (): void => {
    forgetToken();
    setRefused(false);
    setKnown(false);
  };
  if (!isKnown) return <SignIn wasRefused={wasRefused} onToken={signIn} />;
  return (
    <ApiContext.Provider value={api}>
      <Frame onSignOut={signOut} />
    </ApiContext.Provider>
  );
}

function Frame({ onSignOut }: { readonly onSignOut: () => void }) {
  const route = useRoute();
  const place = route.path[0] ?? '';
  return (
    <>
      <button type="button" class="skip" onClick={() => document.querySelector('h1')?.focus()}>
        Skip to the content
      </button>
      <header class="bar">
        <a class="brand" href={hrefOf([])}>
          z2q
        </a>
        <nav aria-label="Places">
          {PLACES.map(({ path, label, holds }) => (
            <a
              key={path}
              href={hrefOf([path])}
              aria-current={[path, ...holds].includes(place) ? 'page' : undefined}
            >
              {label}
            </a>
          ))}
          <a href="/queues">Queues</a>
          <a href="/docs">API</a>
        </nav>
        {readToken() !== null && (
          <button type="button" class="quiet" onClick={onSignOut}>
            Sign out
          </button>
        )}
      </header>
      <main key={route.path.join('/')}>{toView(route)}</main>
    </>
  );
}

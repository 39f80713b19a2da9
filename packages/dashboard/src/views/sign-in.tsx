import { useState } from 'preact/hooks';
import { Notice } from '../parts/notice.tsx';
import { PageTitle } from '../parts/page-title.tsx';

type SignInProps = { readonly wasRefused: boolean; readonly onToken: (token: string) => void };

/** Asks for the token of the control API. */
export function SignIn({ wasRefused, onToken }: SignInProps) {
  const [token, setToken] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    if (token.trim() !== '') onToken(token.trim());
  };
  return (
    <main class="narrow">
      <PageTitle title="Sign in" />
      <p>z2q moves test management from Zephyr Scale to qTest. Its control API asks for a token.</p>
      {wasRefused && (
        <div role="alert">
          <Notice tone="bad" title="This token is not one the API knows.">
            <p>Look whether it was copied whole. After ten wrong ones the API takes its time.</p>
          </Notice>
        </div>
      )}
      <form class="card stack" onSubmit={submit}>
        <label for="token">Token</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          aria-describedby="token-help"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <p id="token-help" class="soft">
          It is what <code>CONTROL_TOKEN</code> holds, or without that what the file{' '}
          <code>control-token</code> in the data directory holds, whose path <code>z2q up</code> prints. This
          tab forgets it when it is closed.
        </p>
        <div class="actions">
          <button type="submit" class="primary">
            Sign in
          </button>
        </div>
      </form>
    </main>
  );
}

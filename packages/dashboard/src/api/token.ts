const NAME = 'z2q-token';

/** Token of the user who is signed in. It is lost when the tab is closed. */
export const readToken = (): string | null => sessionStorage.getItem(NAME);
export const keepToken = (token: string): void => sessionStorage.setItem(NAME, token);
export const forgetToken = (): void => sessionStorage.removeItem(NAME);

export function toHeaders(token: string | null): Record<string, string> {
  return token === null ? {} : { authorization: `Bearer ${token}` };
}

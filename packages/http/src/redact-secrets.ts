/** Shorter header values are no secrets, and replacing them would garble messages. */
const MIN_SECRET_LENGTH = 6;

/** Removes all header values, and the bare token of `Bearer …`, from a text: some APIs echo what they refuse. */
export function redactSecrets(text: string, headers: Readonly<Record<string, string>>): string {
  const secrets = Object.values(headers).flatMap((value) => [value, ...value.split(/\s+/)]);
  return secrets
    .filter((secret) => secret.length >= MIN_SECRET_LENGTH)
    .sort((a, b) => b.length - a.length)
    .reduce((redacted, secret) => redacted.replaceAll(secret, '[secret]'), text);
}

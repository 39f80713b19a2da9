/** Removes the slashes at the end of a text. A regular expression would retry at each slash of a long run of them. */
export function withoutSlashAtEnd(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

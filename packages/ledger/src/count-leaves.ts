/** How many values are in an answer: each text, number and truth value that is not empty. It knows nothing of what becomes of them. */
export function countLeaves(answer: unknown): number {
  let count = 0;
  const rest: unknown[] = [answer];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === 'object' && value !== null)
      for (const member of Object.values(value)) rest.push(member);
    else if (value !== null && value !== undefined && value !== '') count += 1;
  }
  return count;
}

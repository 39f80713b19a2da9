/** The command that makes the same figures, without the places of this machine. */
export function toCommand(args: readonly string[]): string {
  const kept = args.flatMap((arg, index) => {
    const before = args[index - 1];
    if (arg === '--write' || arg === '--json' || before === '--json') return [];
    return [before === '--data' ? 'DIR' : arg];
  });
  return ['npm run bench --', ...kept].join(' ');
}

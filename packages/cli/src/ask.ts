import { createInterface } from 'node:readline';

/** The line typed in answer to a question; empty where Ctrl-C or Ctrl-D is pressed instead. */
export async function ask(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const prompt = createInterface({ input, output, terminal: true });
  const { promise: answered, resolve } = Promise.withResolvers<string>();
  const giveUp = (): void => {
    output.write('\n');
    resolve('');
  };
  prompt.once('close', giveUp);
  prompt.question(question, (line) => {
    resolve(line.trim());
    // Only ours: by another one it lets go of the keys, which would be echoed in the next question too.
    prompt.off('close', giveUp).close();
  });
  return answered;
}

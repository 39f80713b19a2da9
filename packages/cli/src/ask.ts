import { createInterface } from 'node:readline';

/** The line typed in answer to a question; empty if Ctrl-C or Ctrl-D is pressed. */
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
    // Removes only our listener: with a listener of its own readline releases the terminal, and the next question would
    // echo the keys.
    prompt.off('close', giveUp).close();
  });
  return answered;
}

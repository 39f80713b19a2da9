import { createInterface } from 'node:readline';

/** The line typed in answer to a question; empty where Ctrl-C or Ctrl-D is pressed instead. */
export async function ask(
  question: string,
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<string> {
  const prompt = createInterface({ input, output, terminal: true });
  const { promise: answered, resolve } = Promise.withResolvers<string>();
  prompt.once('close', () => {
    output.write('\n');
    resolve('');
  });
  prompt.question(question, (line) => {
    resolve(line.trim());
    prompt.removeAllListeners('close').close();
  });
  return answered;
}

import { writeFileSync } from 'node:fs';
import { tempDir } from '@z2q/test-kit';
import { expect, test } from 'vitest';
import { readOptions } from './read-options.ts';

test('options on the command line win over those of a file, and the rest keep their defaults', async () => {
  await using dir = await tempDir();
  writeFileSync(dir.join('options.yaml'), 'batchSize: 20 # small\napprove: false\n');

  const { options, given } = readOptions(dir.join('options.yaml'), ['batchSize=30', 'targetModule=null']);

  expect(options).toMatchObject({ batchSize: 30, approve: false, targetModule: null, pageSize: 1000 });
  expect(given).toEqual(['batchSize', 'approve', 'targetModule']);
});

test('every wrong option is named at once', () => {
  const read = (): unknown => readOptions(undefined, ['batchSize=0', 'gate=maybe', 'colour=red']);

  for (const name of ['batchSize', 'gate', 'colour']) expect(read).toThrow(name);
});

test('an option without a value is refused with an example', () => {
  const read = (): unknown => readOptions(undefined, ['approve']);

  expect(read).toThrow('--option takes KEY=VALUE, not "approve".');
});

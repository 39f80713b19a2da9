import { expect, test } from 'vitest';
import { fold } from './fold.ts';

const CHECK = '  → Set it: "z2q init" writes a file with all variables.';

test.for([
  [80, [CHECK]],
  [40, ['  → Set it: "z2q init" writes a file', '    with all variables.']],
  [20, ['  → Set it: "z2q', '    init" writes a', '    file with all', '    variables.']],
  [undefined, [CHECK]],
] as const)('a line on %s columns is broken between words and hangs under its first', ([columns, lines]) => {
  expect(fold([CHECK], columns === undefined ? {} : { columns })).toEqual(lines);
});

test('columns of spaces stay where nothing is broken, and colours take no room', () => {
  const line = '\u001b[1mWEB → qTest 1\u001b[22m  running  0:11';

  expect(fold([line], { columns: 30 })).toEqual([line]);
  expect(fold([line], { columns: 25 })).toEqual(['\u001b[1mWEB → qTest 1\u001b[22m  running', '  0:11']);
});

test('a word that is wider than the terminal stays whole', () => {
  expect(fold(['run fff0d5da-441d-4d7e-bf75-aee560e8b717 of'], { columns: 30 })).toEqual([
    'run',
    '  fff0d5da-441d-4d7e-bf75-aee560e8b717',
    '  of',
  ]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toWidths } from './bars.ts';

it('makes two of five thousand visible', () => {
  const widths = toWidths([5066, 2], 5068, 180);

  expect(widths).toEqual([174, 6]);
});

it('never draws past the end of the bar, and never hides a part', () => {
  const counts = fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 4 });

  fc.assert(
    fc.property(counts, fc.nat({ max: 1_000_000 }), (parts, rest) => {
      const whole = parts.reduce((sum, part) => sum + part, rest);

      const widths = toWidths(parts, whole, 180);

      expect(widths.reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(180.001);
      expect(widths.every((width, index) => width >= 6 - 0.001 === (parts[index] ?? 0) > 0)).toBe(true);
    }),
  );
});

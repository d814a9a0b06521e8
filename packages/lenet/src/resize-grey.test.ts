import { pixels } from '@featuremap/images';
import { expectClose } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resizeGrey } from './resize-grey.ts';

const grey = (width: number, height: number, data: readonly number[]) =>
  pixels(Uint8Array.from(data), { width, height, channels: 1 });

test('an image of that size stays as it is', () => {
  expect([...resizeGrey(grey(2, 2, [1, 2, 3, 4]), 2, 2)]).toEqual([1, 2, 3, 4]);
});

test('halves, thirds and enlargements', () => {
  expect([...resizeGrey(grey(4, 2, [0, 10, 20, 30, 40, 50, 60, 70]), 2, 1)]).toEqual([25, 45]);
  expectClose(resizeGrey(grey(3, 1, [0, 90, 180]), 2, 1), [30, 150]); // (0 + 90/2) / 1.5
  expect([...resizeGrey(grey(1, 1, [7]), 2, 3)]).toEqual([7, 7, 7, 7, 7, 7]);
});

test('the mean stays, and no value leaves the range', () => {
  const size = fc.integer({ min: 1, max: 40 });
  fc.assert(
    fc.property(size, size, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), (width, height, stream) => {
      const data = Array.from({ length: width * height }, () => stream.next().value as number);
      const out = resizeGrey(grey(width, height, data), 28, 28);
      const mean = (values: ArrayLike<number>) =>
        Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
      expectClose([mean(out)], [mean(data)], { atol: 1e-3 });
      expect(Math.max(...out)).toBeLessThanOrEqual(Math.max(...data) + 1e-3);
    }),
    { numRuns: 30 },
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { convOutputSize } from './index.ts';
import * as api from './solve.ts';

const { inputSizes, solveWindow, totalPadding } = api;

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "inputSizes",
      "solveWindow",
      "totalPadding",
    ]
  `);
});

test('15 -> 3, 7 -> 3 and the input of 100', () => {
  expect(solveWindow(15, 3)).toContainEqual({ kernelSize: 5, stride: 5, padding: 0, dilation: 1 });
  expect(solveWindow(7, 3)).toContainEqual({ kernelSize: 3, stride: 3, padding: 1, dilation: 1 });
  expect(inputSizes(100, { kernelSize: 7 })).toEqual([106]);
  expect(solveWindow(106, 100, { stride: 1, padding: 0 })).toEqual([
    { kernelSize: 7, stride: 1, padding: 0, dilation: 1 },
  ]);
});

const sizeBehind = (n: number, options: Parameters<typeof convOutputSize>[1]) => {
  try {
    return convOutputSize(n, options)[0];
  } catch {
    return 0;
  }
};

test('solveWindow finds the windows that trying all of them finds', () => {
  const small = fc.integer({ min: 1, max: 14 });
  fc.assert(
    fc.property(small, small, (from, to) => {
      const found = solveWindow(from, to, { kernelSize: [1, 5], stride: [1, 6], padding: [0, 3], dilation: [1, 2] });
      const tried = [];
      for (let kernelSize = 1; kernelSize <= 5; kernelSize++) {
        for (let dilation = 1; dilation <= 2; dilation++) {
          for (let padding = 0; padding <= 3; padding++) {
            for (let stride = 1; stride <= 6; stride++) {
              const window = { kernelSize, stride, padding, dilation };
              if (sizeBehind(from, window) === to) tried.push(window);
            }
          }
        }
      }
      expect(found).toEqual(tried);
    }),
  );
});

test('inputSizes finds the sizes that trying all of them finds', () => {
  const options = fc.record({
    kernelSize: fc.integer({ min: 1, max: 6 }),
    stride: fc.integer({ min: 1, max: 5 }),
    padding: fc.oneof(fc.nat(4), fc.constantFrom('same' as const, 'valid' as const)),
    dilation: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), options, (out, window) => {
      const tried = Array.from({ length: 90 }, (_, i) => i + 1).filter((n) => sizeBehind(n, window) === out);
      expect(inputSizes(out, window)).toEqual(tried);
    }),
  );
});

test('a total of k - 1 keeps the size, and the odd row is on top', () => {
  for (let k = 1; k <= 8; k++)
    expect(convOutputSize(9, { kernelSize: k, padding: totalPadding(k - 1) })).toEqual([9, 9]);
  expect(totalPadding([3, 4])).toEqual([
    [2, 1],
    [2, 2],
  ]);
});

test('with the total p the size is floor((n - k + p + s) / s)', () => {
  const natural = (min: number, max: number) => fc.integer({ min, max });
  fc.assert(
    fc.property(natural(8, 40), natural(1, 7), fc.nat(6), natural(1, 5), (n, k, p, s) => {
      const size = convOutputSize(n, { kernelSize: k, stride: s, padding: totalPadding(p) });
      expect(size[0]).toBe(Math.floor((n - k + p + s) / s));
    }),
  );
});

test('bad arguments', () => {
  expect(() => inputSizes(0, { kernelSize: 3 })).toThrow(
    'inputSizes: outputSize must be an integer of at least 1, not 0',
  );
  expect(() => inputSizes(3, { kernelSize: [3, 3] as never })).toThrow(
    'inputSizes: kernelSize must be an integer of at least 1',
  );
  expect(() => inputSizes(3, { kernelSize: 3, ceilMode: true } as never)).toThrow(
    "inputSizes: unknown option 'ceilMode'",
  );
  expect(() => solveWindow(3, 1.5)).toThrow('solveWindow: outputSize must be an integer of at least 1, not 1.5');
  expect(() => solveWindow(3, 1, { padding: [-1, 2] })).toThrow(
    'solveWindow: padding[0] must be an integer of at least 0',
  );
  expect(() => totalPadding(-1)).toThrow('totalPadding: total must be an integer of at least 0, not -1');
});

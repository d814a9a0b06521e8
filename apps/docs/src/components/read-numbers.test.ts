import { expect, test } from 'vitest';
import { readNumbers } from './read-numbers.ts';

test.each([
  ['4', [4]],
  ['19 25 37 43', [19, 25, 37, 43]],
  ['19, 25, 37, 43', [19, 25, 37, 43]],
  ['[[19, 25], [37, 43]]', [19, 25, 37, 43]],
  ['1; −2,5', [1, -2.5]],
  ['2.5', [2.5]],
  ['14 × 14', [14, 14]],
])('%s', (text, numbers) => {
  expect(readNumbers(text)).toEqual(numbers);
});

test.each(['', 'four', '1 b', '1,2,3'])('%s is no answer', (text) => {
  expect(readNumbers(text)).toBeUndefined();
});

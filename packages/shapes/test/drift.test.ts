// The compiler and the running program must say the same of every network: the same shape, or the same sentence about
// the same layer.
import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { programOf, randomNets } from './random-nets.ts';

test('300 random networks', () => {
  const nets = randomNets(300, 1);
  const wrong = nets.filter(({ result }) => result.startsWith('Misfit')).length;
  expect(wrong).toBeGreaterThan(75);
  expect(wrong).toBeLessThan(225);
  expect(compile(programOf(nets)).errors).toEqual([]);
});

test('40 random networks with the oldest compiler that users may have', () => {
  expect(compile(programOf(randomNets(40, 2)), { compiler: 'typescript-5.4' }).errors).toEqual([]);
});

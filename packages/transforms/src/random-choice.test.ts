import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import { Grayscale, RandomChoice, RandomInvert, Resize } from './index.ts';

const image = goldenImage('noise');
const choices = [new Grayscale(), new RandomInvert(1), new Resize(4)];

function counts(choice: RandomChoice): number[] {
  const generator = new Generator(0);
  const found = [0, 0, 0];
  for (let i = 0; i < 3000; i++) found[choice.params(image, generator).index]!++;
  return found;
}

test('chooses all alike', () => {
  for (const count of counts(new RandomChoice(choices))) expect(Math.abs(count - 1000)).toBeLessThan(100);
});

test('chooses by weight', () => {
  const [never, some, most] = counts(new RandomChoice(choices, { p: [0, 1, 3] })) as [number, number, number];
  expect(never).toBe(0);
  expect(Math.abs(most / some - 3)).toBeLessThan(0.4);
});

test('applies what it chose, with its params and its shape', () => {
  const choice = new RandomChoice(choices);
  expect(choice.apply(image, { index: 0, params: null })).toEqual(choices[0]!.apply(image, null as never));
  expect(choice.outputShape(image, { index: 2, params: null })).toEqual({ height: 4, width: 5, channels: 3 });
});

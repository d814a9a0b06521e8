import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import { CenterCrop, RandomCrop, RandomOrder, Resize } from './index.ts';

const image = goldenImage('noise');
const order = new RandomOrder([new CenterCrop(10), new Resize(7), new RandomCrop(5)]);

test('every order comes up, and each transform draws for the shape before it', () => {
  const generator = new Generator(0);
  const seen = new Set<string>();
  for (let i = 0; i < 100; i++) {
    const steps = order.params(image, generator);
    seen.add(steps.map(({ index }) => index).join(''));
    const { height, width } = order.apply(image, steps);
    expect({ height, width, channels: 3 }).toEqual(order.outputShape(image, steps));
  }
  expect([...seen].sort()).toEqual(['012', '021', '102', '120', '201', '210']);
});

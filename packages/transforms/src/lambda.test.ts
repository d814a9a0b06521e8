import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import { CenterCrop, Compose, FiveCrop, Lambda, RandomCrop } from './index.ts';

const image = goldenImage('grey');

test('takes what the transform before it gives, also a list of crops', () => {
  const count = new Lambda((crops: readonly unknown[]) => crops.length);
  expect(new Compose([new FiveCrop(3), count]).run(image, new Generator(0))).toBe(5);
});

test('its outputShape is what the transforms behind it draw for', () => {
  const cut = new Lambda((pixels: typeof image) => new CenterCrop(6).apply(pixels), {
    outputShape: () => ({ height: 6, width: 6, channels: 1 }),
  });
  const compose = new Compose([cut, new RandomCrop(6)]);
  expect(compose.params(image, new Generator(0))).toEqual([null, { top: 0, left: 0, height: 6, width: 6 }]);
});

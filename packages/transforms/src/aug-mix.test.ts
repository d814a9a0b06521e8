import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import { AugMix } from './aug-mix.ts';

const image = goldenImage('noise');

test('mixes the image and its chains by their weights', () => {
  const chains = [
    { weight: 0.25, operations: [{ operation: 'Posterize', magnitude: 4 }] },
    { weight: 0.25, operations: [] },
  ] as const;
  const { data } = new AugMix().apply(image, { weight: 0.5, chains });
  const expected = Uint8Array.from(image.data, (byte) => Math.trunc(0.75 * byte + 0.25 * (byte & 0xf0)));
  expect(data).toEqual(expected);
});

test('weights that sum to 1 leave an image without operations as it is', () => {
  const augment = new AugMix({ mixtureWidth: 7, alpha: 0.3 });
  for (let seed = 0; seed < 20; seed++) {
    const { weight, chains } = augment.params(image, new Generator(seed));
    const idle = chains.map((chain) => ({ weight: chain.weight, operations: [] }));
    expect(augment.apply(image, { weight, chains: idle }).data).toEqual(image.data);
  }
});

test('depth, width, severity and operations are as asked', () => {
  const augment = new AugMix({ mixtureWidth: 2, chainDepth: 5, severity: 1, allOps: false });
  const { chains } = augment.params(image, new Generator(1));
  expect(chains.map(({ operations }) => operations.length)).toEqual([5, 5]);
  for (const { operation, magnitude } of chains.flatMap(({ operations }) => operations)) {
    expect(['Brightness', 'Color', 'Contrast', 'Sharpness']).not.toContain(operation);
    expect(magnitude).toBe({ Solarize: 255, Posterize: 4 }[operation as string] ?? 0);
  }
});

import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { CutMix } from './cut-mix.ts';

const batch = {
  images: Float32Array.from({ length: 2 * 6 * 8 * 2 }, (_, i) => i),
  shape: [2, 6, 8, 2] as const,
  labels: [0, 1],
};

test('the rectangle comes from the sample before, and the classes are mixed by area', () => {
  const cut = new CutMix(2);
  const generator = new Generator(1);
  for (let repeat = 0; repeat < 20; repeat++) {
    const box = cut.params(batch.shape, generator);
    const { images, labels } = cut.apply(batch, box);
    let pasted = 0;
    for (let y = 0; y < 6; y++) {
      for (let x = 0; x < 8; x++) {
        const isInside = y >= box.top && y < box.top + box.height && x >= box.left && x < box.left + box.width;
        if (isInside) pasted++;
        for (let c = 0; c < 2; c++) {
          const at = (y * 8 + x) * 2 + c;
          expect(images[at]).toBe(isInside ? at + 96 : at);
          expect(images[at + 96]).toBe(isInside ? at : at + 96);
        }
      }
    }
    expect(labels[0]).toBeCloseTo(1 - pasted / 48, 6);
    expect(labels[1]).toBeCloseTo(pasted / 48, 6);
  }
});

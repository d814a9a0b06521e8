import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import { ToTensor, toPixels } from './index.ts';

test('takes ToTensor back, for every byte', () => {
  const bytes = { data: Uint8Array.from({ length: 256 }, (_, i) => i), height: 16, width: 16, channels: 1 } as const;
  expect(toPixels(new ToTensor().apply(bytes))).toEqual(bytes);
  expect(toPixels(new ToTensor().apply(goldenImage('noise')))).toEqual(goldenImage('noise'));
});

test('cuts what is outside 0..1', () => {
  const image = { data: Float32Array.of(-1, 0.999, 1.5), height: 1, width: 3, channels: 1 };
  expect([...toPixels(image).data]).toEqual([0, 254, 255]);
});

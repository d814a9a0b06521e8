import { Generator } from '@featuremap/random';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import * as builtIns from './built-ins.ts';
import { transformFromJSON } from './from-json.ts';
import type { Transform } from './transform.ts';

/** The arguments without which a transform cannot be made. */
const required: Record<string, readonly unknown[]> = {
  CenterCrop: [5],
  Compose: [[new builtIns.RandomRotation(5), new builtIns.RandomApply([new builtIns.Grayscale()])]],
  FiveCrop: [5],
  GaussianBlur: [3],
  Normalize: [
    [0.1, 0.2, 0.3],
    [1, 2, 3],
  ],
  Pad: [[1, 2, 3, 4], { fill: [1, 2, 3] }],
  RandomAdjustSharpness: [2],
  RandomAffine: [10, { translate: [0.1, 0.2], shear: [1, 2, 3, 4] }],
  RandomApply: [[new builtIns.RandomInvert()], { p: 0.2 }],
  RandomChoice: [[new builtIns.RandomInvert(), new builtIns.Grayscale()], { p: [1, 2] }],
  RandomCrop: [5, { padding: [1, 2] }],
  RandomOrder: [[new builtIns.RandomInvert(), new builtIns.RandomPosterize(3)]],
  RandomPosterize: [3],
  RandomResizedCrop: [5],
  RandomRotation: [10],
  RandomSolarize: [100],
  Resize: [9, { maxSize: 12 }],
  TenCrop: [5, { verticalFlip: true }],
};
const small = { ElasticTransform: [{ sigma: 1 }] };
const image = goldenImage('noise');
const floats = new builtIns.ToTensor().apply(image);

test.each(Object.entries(builtIns))('%s is the same after a journey through JSON', (name, Class) => {
  const args = { ...required, ...small }[name] ?? [];
  const original = new (Class as unknown as new (...args: readonly unknown[]) => Transform)(...args);
  expect(original.name).toBe(name);
  const text = JSON.stringify(original);
  const again = transformFromJSON(JSON.parse(text));
  expect(again).toBeInstanceOf(Class);
  expect(JSON.stringify(again)).toBe(text);

  const input = ['Normalize', 'GaussianNoise', 'RandomErasing'].includes(name) ? floats : image;
  const params = original.params(input, new Generator(2));
  expect(again.params(input, new Generator(2))).toEqual(params);
  const result = original.apply(input, params);
  expect(again.apply(input, JSON.parse(JSON.stringify(params)))).toEqual(result);
  const { height, width } = (Array.isArray(result) ? result[0] : result) as typeof image;
  expect({ height, width }).toMatchObject({
    height: original.outputShape(input, params).height,
    width: original.outputShape(input, params).width,
  });
});

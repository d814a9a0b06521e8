import { FeaturemapError } from '@featuremap/errors';
import { Generator } from '@featuremap/random';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenImage } from '../test/test-golden.ts';
import * as api from './index.ts';

const image = goldenImage('noise');
const floats = new api.ToTensor().apply(image);
const batch = { images: floats.data, shape: [1, image.height, image.width, 3], labels: [1] } as const;

interface Applies {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: the params are wrong on purpose
  apply(input: any, params: any): unknown;
}

const bilinear = { interpolation: 'bilinear' } as const;
const flip = new api.RandomHorizontalFlip(1);
const transforms: readonly Applies[] = [
  flip,
  new api.RandomVerticalFlip(),
  new api.RandomInvert(),
  new api.RandomRotation(10),
  new api.RandomRotation(10, { ...bilinear, expand: true }),
  new api.RandomAffine(10),
  new api.RandomAffine(10, bilinear),
  new api.RandomPerspective(),
  new api.RandomCrop(4, { padding: 1 }),
  new api.RandomResizedCrop(4),
  new api.RandomResizedCrop(4, { interpolation: 'nearest' }),
  new api.ElasticTransform({ sigma: 1 }),
  new api.ColorJitter(),
  new api.GaussianBlur(3),
  new api.GaussianNoise(),
  new api.RandomErasing(),
  new api.RandomApply([flip]),
  new api.RandomChoice([flip]),
  new api.RandomOrder([flip]),
  new api.AutoAugment(),
  new api.RandAugment(),
  new api.TrivialAugmentWide(),
  new api.AugMix(),
  new api.MixUp(2),
  new api.CutMix(2),
];

const inputOf = ({ name }: Applies) => {
  if (name === 'MixUp' || name === 'CutMix') return batch;
  return name === 'GaussianNoise' || name === 'RandomErasing' ? floats : image;
};

/** Params that the transform draws. */
function paramsOf(transform: Applies, seed: number): unknown {
  const drawing = transform as unknown as { params(...args: unknown[]): unknown };
  const generator = new Generator(seed);
  if (transform.name === 'MixUp') return drawing.params(generator);
  return drawing.params(transform.name === 'CutMix' ? batch.shape : image, generator);
}

/** The number of bytes in what comes back, or the error, which must be one of ours. */
function tryApply(act: () => unknown): number {
  try {
    const result = act() as { data?: ArrayLike<number> };
    return result?.data?.length ?? 0;
  } catch (error) {
    if (!FeaturemapError.is(error)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
    return 0;
  }
}

const strange = fc.oneof(
  fc.anything(),
  fc.constantFrom(Number.NaN, Infinity, -1, 0.5, 1e9, -1e9, 2 ** 53, '', 'NaN', null, undefined, [], {}),
);

/** The same value with one part replaced. */
function damage(value: unknown, path: readonly number[], part: unknown): unknown {
  if (typeof value !== 'object' || value === null || path.length === 0) return part;
  const keys = Object.keys(value);
  if (keys.length === 0) return part;
  const key = keys[path[0]! % keys.length]!;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = damage((value as Record<string, unknown>)[key], path.slice(1), part);
  return copy;
}

test.each(transforms.map((transform) => [transform.name, transform] as const))(
  '%s: wrong params are an error of ours or do no harm',
  (_, transform) => {
    const input = inputOf(transform);
    const pixels = image.data.length;
    const compose = transform instanceof api.Transform ? new api.Compose([transform], { fuse: true }) : transform;
    fc.assert(
      fc.property(strange, fc.array(fc.nat(50), { maxLength: 3 }), fc.integer(), (part, path, seed) => {
        const params = damage(paramsOf(transform, seed), path, part);
        for (const wrong of [part, params]) {
          expect(tryApply(() => transform.apply(input, wrong))).toBeLessThan(9 * pixels);
          expect(tryApply(() => compose.apply(input as never, [wrong]))).toBeLessThan(9 * pixels);
        }
      }),
      { numRuns: 150 },
    );
  },
);

const mistakes: Record<string, () => unknown> = {
  'no params': () => flip.apply(image, undefined as never),
  'a missing key': () => new api.RandomAffine(10).apply(image, { angle: 1 } as never),
  'a number that is none': () => new api.RandomRotation(10).apply(image, { angle: Number.NaN }),
  'a word for yes': () => flip.apply(image, { applied: 'yes' } as never),
  'a scale of 0': () => new api.RandomAffine(10).apply(image, { angle: 0, translate: [0, 0], scale: 0, shear: [0, 0] }),
  'a box outside': () => new api.RandomResizedCrop(4).apply(image, { top: 0, left: 1, height: 3, width: 1000 }),
  'a box of another size': () => new api.RandomCrop(4).apply(image, { top: 0, left: 0, height: 3, width: 4 }),
  'three corners': () => new api.RandomPerspective().apply(image, { startpoints: [[0, 0]], endpoints: [] } as never),
  'a point of one number': () =>
    new api.RandomAffine(10).apply(image, { angle: 0, translate: [0], scale: 1, shear: [0, 0] } as never),
  'an order that does not exist': () =>
    new api.ColorJitter().apply(image, { order: [4], brightness: 1, contrast: 1, saturation: 1, hue: null }),
  'no generator': () => new api.GaussianNoise().apply(floats, { noise: 3 } as never),
  'an unknown operation': () => new api.RandAugment().apply(image, [{ operation: 'Explode', magnitude: 1 }] as never),
  'params for fewer transforms': () => new api.Compose([flip, flip]).apply(image, [{ applied: true }]),
  'no list': () => new api.AutoAugment().apply(image, {} as never),
  'a choice that is not there': () => new api.RandomChoice([flip]).apply(image, { index: 1, params: null }),
  fuse: () => new api.Compose([], { fuse: 1 } as never),
};

test('the message of every error', () => {
  const messages = Object.entries(mistakes).map(([name, act]) => {
    try {
      act();
    } catch (error) {
      return `${name}\n  ${FeaturemapError.is(error) ? error.message : `another error: ${error}`}`;
    }
    return `${name}\n  nothing was thrown`;
  });
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "no params
      RandomHorizontalFlip: params must be { applied }, not undefined
      Try       what params(shape, generator) gives
    a missing key
      RandomAffine: params must be { angle, translate, scale, shear }, not { angle: 1 }
      Try       what params(shape, generator) gives
    a number that is none
      RandomRotation: angle must be a number, not NaN
    a word for yes
      RandomHorizontalFlip: applied must be true or false, not 'yes'
    a scale of 0
      RandomAffine: scale must be a number of at least 0.000001, not 0
    a box outside
      RandomResizedCrop: the box is not inside the image of 13×17
      Received  { top: 0, left: 1, height: 3, width: 1000 }
      Rule      top + height is at most the height of the image, and left + width its width
    a box of another size
      RandomCrop: a box of 3×4 is not of size 4×4
    three corners
      RandomPerspective: startpoints must be a list of 4, not [[0, 0]]
      Try       what params(shape, generator) gives
    a point of one number
      RandomAffine: translate must be [x, y], not [0]
    an order that does not exist
      ColorJitter: order must be an integer from 0 to 3, not 4
    no generator
      GaussianNoise: noise must be the state of a generator, not 3
      Try       what params(shape, generator) gives
    an unknown operation
      RandAugment: there is no operation 'Explode'
    params for fewer transforms
      Compose: params must be a list of 2, not [{ applied: true }]
      Try       what params(shape, generator) gives
    no list
      AutoAugment: params must be a list, not {}
      Try       what params(shape, generator) gives
    a choice that is not there
      RandomChoice: index must be an integer from 0 to 0, not 1
    fuse
      Compose: fuse must be true or false, not 1"
  `);
});

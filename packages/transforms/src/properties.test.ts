import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AugMix,
  AutoAugment,
  CenterCrop,
  ColorJitter,
  Compose,
  Grayscale,
  type ImageShape,
  Pad,
  RandAugment,
  RandomAffine,
  RandomCrop,
  RandomHorizontalFlip,
  RandomInvert,
  RandomPerspective,
  RandomPosterize,
  RandomResizedCrop,
  RandomRotation,
  RandomSolarize,
  RandomVerticalFlip,
  Resize,
  ToTensor,
  type Transform,
  TrivialAugmentWide,
} from './index.ts';

const images: fc.Arbitrary<Pixels> = fc
  .record({
    height: fc.integer({ min: 1, max: 40 }),
    width: fc.integer({ min: 1, max: 40 }),
    channels: fc.constantFrom(1 as const, 3 as const),
    seed: fc.integer(),
  })
  .map(({ seed, ...size }) => {
    const data = Uint8Array.from(new Generator(seed).randint(0, 256, size.height * size.width * size.channels));
    return { data, ...size };
  });

const applied = { applied: true };
const sizeOf = ({ height, width, channels }: ImageShape) => ({ height, width, channels });

test('a flip, a negative and a half turn undo themselves', () => {
  fc.assert(
    fc.property(images, (image) => {
      for (const step of [new RandomHorizontalFlip(), new RandomVerticalFlip(), new RandomInvert()]) {
        expect(step.apply(step.apply(image, applied), applied)).toEqual(image);
      }
      const turn = new RandomRotation(180);
      expect(turn.apply(turn.apply(image, { angle: 180 }), { angle: 180 })).toEqual(image);
      const quarter = new RandomRotation(90, { expand: true });
      expect(quarter.apply(quarter.apply(image, { angle: 90 }), { angle: -90 })).toEqual(image);
    }),
  );
});

test('a border that is cropped away again leaves the image', () => {
  fc.assert(
    fc.property(
      images,
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom('constant', 'edge', 'symmetric'),
      (image, n, paddingMode) => {
        const padded = new Pad(n, { paddingMode, fill: 7 }).apply(image);
        expect(new CenterCrop([image.height, image.width]).apply(padded)).toEqual(image);
      },
    ),
  );
});

test('8 bits, a threshold of 256, factors of 1 and a resize to the same size change nothing', () => {
  fc.assert(
    fc.property(images, (image) => {
      expect(new RandomPosterize(8).apply(image, applied)).toEqual(image);
      expect(new RandomSolarize(256).apply(image, applied)).toEqual(image);
      const one = { order: [0, 1, 2], brightness: 1, contrast: 1, saturation: 1, hue: null };
      expect(new ColorJitter().apply(image, one)).toEqual(image);
      expect(new Resize([image.height, image.width]).apply(image)).toEqual(image);
    }),
  );
});

test('an image of one colour keeps it under a resize and a warp without fill', () => {
  fc.assert(
    fc.property(images, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 255 }), (image, side, byte) => {
      const plain = { ...image, data: new Uint8Array(image.data.length).fill(byte) };
      for (const interpolation of ['nearest', 'bilinear', 'bicubic'] as const) {
        const resized = new Resize([side, side], { interpolation }).apply(plain);
        expect(resized.data.every((value) => value === byte)).toBe(true);
        const turned = new RandomRotation(360, { interpolation, fill: byte }).apply(plain, { angle: side });
        expect(turned.data.every((value) => value === byte)).toBe(true);
      }
    }),
  );
});

test('whatever is drawn for any image can be applied, fits the shape that was told, and is the same twice', () => {
  const makers: (() => Transform<Pixels, Pixels>)[] = [
    () => new RandomRotation(360, { expand: true, interpolation: 'bicubic' }),
    () =>
      new RandomAffine(180, {
        translate: [1, 1],
        scale: [0.01, 30],
        shear: [-80, 80, -80, 80],
        interpolation: 'bilinear',
      }),
    () => new RandomAffine(180, { translate: [1, 1], scale: [0.001, 1000] }),
    () => new RandomPerspective({ p: 1, distortionScale: 1 }),
    () => new RandomResizedCrop([3, 50], { scale: [0, 1], ratio: [0.01, 100], interpolation: 'bicubic' }),
    () => new RandomCrop([20, 3], { padIfNeeded: true, paddingMode: 'edge' }),
    () => new ColorJitter({ brightness: 9, contrast: 9, saturation: 9, hue: 0.5 }),
    () => new AutoAugment({ policy: 'svhn' }),
    () => new RandAugment({ numOps: 5, magnitude: 30 }),
    () => new TrivialAugmentWide({ interpolation: 'bicubic' }),
    () => new AugMix({ severity: 10 }),
    () => new Grayscale({ numOutputChannels: 3 }),
  ];
  fc.assert(
    fc.property(
      images,
      fc.array(fc.constantFrom(...makers), { minLength: 1, maxLength: 4 }),
      fc.integer(),
      (image, chosen, seed) => {
        const transforms = chosen.map((make) => make());
        const compose = new Compose<readonly Transform<Pixels, Pixels>[]>(transforms);
        const params = compose.params(image, new Generator(seed));
        const result = compose.apply(image, params);
        expect(result).toMatchObject(sizeOf(compose.outputShape(image, params)));
        expect(result.data.length).toBe(result.height * result.width * result.channels);
        expect(compose.apply(image, JSON.parse(JSON.stringify(params)))).toEqual(result);
        const plain = transforms.reduce((current, transform, i) => transform.apply(current, params[i]), image);
        expect(result).toEqual(plain);
        const floats = new Float32Array(result.data.length);
        new Compose([compose, new ToTensor()]).applyInto(floats, image, [params, null]);
        expect(floats).toEqual(new ToTensor().apply(result).data);
      },
    ),
    { numRuns: 200 },
  );
});

import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sample } from './core/sample.ts';
import { fusedRun } from './fused-run.ts';
import {
  CenterCrop,
  ColorJitter,
  Compose,
  RandomAffine,
  RandomCrop,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  RandomVerticalFlip,
  Resize,
  ToTensor,
  type Transform,
  transformFromJSON,
} from './index.ts';

type Step = Transform<Pixels, Pixels>;

const flip = new RandomHorizontalFlip(0.5);
const turn = new RandomRotation(30, { interpolation: 'bilinear', fill: [9, 80, 200] });
const crop = new RandomResizedCrop([24, 20], { scale: [0.5, 1] });

function noise(height: number, width: number, seed = 1): Pixels {
  const data = Uint8Array.from(new Generator(seed).randint(0, 256, height * width * 3));
  return { data, height, width, channels: 3 };
}

/** Colours that change slowly from place to place. */
function smooth(height: number, width: number, seed: number): Pixels {
  return new Resize([height, width], { interpolation: 'bicubic' }).apply(noise(4, 5, seed));
}

function both(transforms: readonly Step[], image: Pixels, seed: number): [oneByOne: Pixels, fused: Pixels] {
  const plain = new Compose<readonly Step[]>(transforms);
  const params = plain.params(image, new Generator(seed));
  const fusing = new Compose<readonly Step[]>(transforms, { fuse: true });
  expect(fusing.params(image, new Generator(seed))).toEqual(params);
  return [plain.apply(image, params), fusing.apply(image, params)];
}

describe('the same bytes as one by one', () => {
  const chains: Record<string, readonly Step[]> = {
    'one rotation': [flip, turn],
    'one resize': [new RandomVerticalFlip(0.5), crop, flip],
    'flips and crops': [flip, new RandomCrop([20, 25]), new RandomVerticalFlip(0.5), new CenterCrop([11, 12])],
    'two resizes to the same size': [new Resize([31, 33]), new Resize([31, 33])],
    'bicubic steps': [
      new RandomRotation(30, { interpolation: 'bicubic' }),
      new Resize(9, { interpolation: 'bicubic' }),
    ],
    'a colour step between': [turn, new ColorJitter({ hue: 0.1 }), crop],
    'a border between': [turn, new CenterCrop(60), crop],
  };
  test.each(Object.entries(chains))('%s', (_, transforms) => {
    for (let seed = 0; seed < 20; seed++) {
      const [oneByOne, fused] = both(transforms, noise(31, 33), seed);
      expect(fused).toEqual(oneByOne);
    }
  });

  test('nearest pixels that whole steps move', () => {
    const twice = [
      new Resize([62, 66], { interpolation: 'nearest' }),
      new Resize([31, 33], { interpolation: 'nearest' }),
    ];
    const quarters = [90, 180, 270, 360].map((angle) => new RandomRotation([angle, angle]));
    fc.assert(
      fc.property(fc.constantFrom(...quarters), fc.boolean(), fc.integer(), (quarter, isFlipped, seed) => {
        const image = noise(33, 33, seed);
        const [oneByOne, fused] = both([new RandomHorizontalFlip(+isFlipped), quarter, ...twice], image, 0);
        const resized = new Compose<readonly Step[]>([
          new RandomHorizontalFlip(+isFlipped),
          quarter,
          new Resize([31, 33], { interpolation: 'nearest' }),
        ]);
        expect(fused.height).toBe(oneByOne.height);
        expect(fused).toEqual(resized.run(image, new Generator(0)));
      }),
    );
  });

  test('an image with alpha', () => {
    const image = { ...noise(3, 4), data: noise(4, 4).data, channels: 4 } as const;
    const nearest = new Resize(7, { interpolation: 'nearest' });
    const [oneByOne, fused] = both([new RandomRotation(30), nearest], { ...image, data: image.data.slice(0, 48) }, 3);
    expect(fused).toEqual(oneByOne);
  });
});

test('steps that undo each other leave the image', () => {
  const affine = new RandomAffine(0, { interpolation: 'bilinear' });
  const still = { angle: 0, translate: [0, 0], scale: 1, shear: [0, 0] } as const;
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer(),
      (height, width, seed) => {
        const image = noise(height, width, seed);
        const there = [new Resize([height * 3, width * 2]), affine, new Resize([height, width])] as const;
        expect(new Compose(there, { fuse: true }).apply(image, [null, still, null])).toEqual(image);
      },
    ),
  );
});

test('a smooth image is nearly that of the steps one by one, away from the fill', () => {
  const chain = [
    flip,
    new RandomRotation(10, { interpolation: 'bilinear' }),
    new RandomResizedCrop(56, { scale: [0.8, 1] }),
  ];
  for (let seed = 0; seed < 20; seed++) {
    const [oneByOne, fused] = both(chain, smooth(94, 125, seed), seed);
    let sum = 0;
    for (let y = 12; y < 44; y++) {
      for (let i = (y * 56 + 12) * 3; i < (y * 56 + 44) * 3; i++) sum += Math.abs(oneByOne.data[i]! - fused.data[i]!);
    }
    expect(sum / (32 * 32 * 3)).toBeLessThan(2.5);
  }
});

test('what is turned out of view is the fill, also where a crop came before', () => {
  const image = { ...noise(40, 40), data: new Uint8Array(40 * 40 * 3).fill(250) };
  const corner = new RandomAffine(0, { translate: [1, 1], fill: [9, 80, 200], interpolation: 'bilinear' });
  const list = [new CenterCrop(20), corner, new Resize(10)] as const;
  const shift = { angle: 0, translate: [8, -4], scale: 1, shear: [0, 0] } as const;
  const { data } = new Compose(list, { fuse: true }).apply(image, [null, shift, null]);
  for (let y = 0; y < 10; y++) {
    for (let x = 0; x < 10; x++) {
      const colour = x < 4 || y >= 8 ? [9, 80, 200] : [250, 250, 250];
      expect([...data.subarray((y * 10 + x) * 3, (y * 10 + x + 1) * 3)]).toEqual(colour);
    }
  }
});

test('labels of a mask are not mixed', () => {
  const mask: Pixels = {
    data: noise(30, 30)
      .data.map((byte) => (byte > 127 ? 3 : 1))
      .slice(0, 900),
    height: 30,
    width: 30,
    channels: 1,
  };
  const steps = [new RandomRotation(45), new RandomResizedCrop(17, { interpolation: 'nearest' })] as const;
  const { data } = new Compose(steps, { fuse: true }).run(mask, new Generator(1));
  expect([...new Set(data)].sort()).toEqual([0, 1, 3]);
});

test('the kernels give the bytes of the plain loops', () => {
  const makers: readonly (() => Step)[] = [
    () => flip,
    () => new RandomVerticalFlip(0.5),
    () => turn,
    () => new RandomRotation(180, { fill: 7, expand: true }),
    () => new RandomAffine(40, { scale: [0.2, 4], translate: [0.3, 0.3], shear: 20, interpolation: 'bilinear' }),
    () => crop,
    () => new Resize([3, 41]),
    () => new Resize([50, 5], { interpolation: 'nearest' }),
  ];
  const side = fc.integer({ min: 1, max: 70 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.array(fc.constantFrom(...makers), { minLength: 2, maxLength: 5 }),
      fc.integer(),
      (height, width, chosen, seed) => {
        const image = noise(height, width, seed);
        const steps = chosen.map((make) => make());
        const params = new Compose<readonly Step[]>(steps).params(image, new Generator(seed));
        const run = fusedRun(steps, params, 0, image);
        fc.pre(run !== undefined);
        const head = new Compose<readonly Step[]>(steps.slice(0, run.count), { fuse: true });
        expect(head.apply(image, params.slice(0, run.count))).toEqual(sample(image, run.warp));
      },
    ),
    { numRuns: 300 },
  );
});

test('what a canvas has not done yet is done before the warp', () => {
  const nearest = new RandomRotation(30, { fill: [1, 2, 3] });
  const jitter = new ColorJitter({ brightness: 0.5, contrast: 0.5 });
  for (const [before, after] of [
    [
      [jitter, flip, jitter],
      [turn, crop],
    ],
    [
      [flip, nearest],
      [turn, crop],
    ],
    [
      [jitter, nearest, flip],
      [turn, crop],
    ],
  ] satisfies [Step[], Step[]][]) {
    const image = noise(31, 33);
    const whole = new Compose<readonly Step[]>([...before, ...after], { fuse: true });
    const params = whole.params(image, new Generator(6));
    const first = before.reduce((current, step, i) => step.apply(current, params[i] as never), image);
    const rest = new Compose<readonly Step[]>(after, { fuse: true });
    expect(whole.apply(image, params)).toEqual(rest.apply(first, params.slice(before.length)));
  }
});

test('the option goes with the JSON, and floats follow', () => {
  const chain = new Compose([flip, turn, crop, new ToTensor()], { fuse: true });
  const again = transformFromJSON(JSON.parse(JSON.stringify(chain)));
  const image = noise(31, 33);
  expect(again).toMatchObject({ fuse: true });
  expect(again.run(image, new Generator(2))).toEqual(chain.run(image, new Generator(2)));
  expect(chain.run(image, new Generator(2))).not.toEqual(new Compose(chain.transforms).run(image, new Generator(2)));
});

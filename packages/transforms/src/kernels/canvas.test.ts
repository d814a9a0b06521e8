import type { Pixels } from '@featuremap/images';
import { Generator } from '@featuremap/random';
import { describe, expect, test } from 'vitest';
import { adjustContrast, adjustHue, adjustSaturation } from '../core/adjust.ts';
import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from '../index.ts';
import type { Transform } from '../transform.ts';
import { Canvas } from './canvas.ts';

function noise(height: number, width: number, seed = 1): Pixels {
  const data = Uint8Array.from(new Generator(seed).randint(0, 256, height * width * 3));
  return { data, height, width, channels: 3 };
}

/** Every pair of bytes as green and blue, with one red. */
function colours(red: number): Pixels {
  const data = Uint8Array.from({ length: 3 << 16 }, (_, i) => [red, Math.trunc(i / 3) >> 8, Math.trunc(i / 3)][i % 3]!);
  return { data, height: 256, width: 256, channels: 3 };
}

test('WebAssembly is there, so that the tests below compare two ways', () => {
  expect(Canvas.of(noise(2, 2))).toBeDefined();
  expect(Canvas.of({ data: new Uint8Array(4), height: 2, width: 2, channels: 1 })).toBeUndefined();
});

describe('a Compose, on a canvas, gives the bytes of its transforms one by one', () => {
  const flip = new RandomHorizontalFlip(0.7);
  const rotation = new RandomRotation(180, { fill: [9, 80, 200] });
  const crop = new RandomResizedCrop([9, 14]);
  const cubic = new RandomResizedCrop([31, 7], { interpolation: 'bicubic', scale: [0.3, 1] });
  const jitter = new ColorJitter({ brightness: 0.9, contrast: 0.9, saturation: 2, hue: 0.5 });
  const smooth = new RandomRotation(30, { interpolation: 'bilinear' });
  const floats = [new ToTensor(), new Normalize([0.4, 0.5, 0.6], [0.2, 0.3, 0.4])];
  const chains: Record<string, readonly Transform[]> = {
    'flip, rotation': [flip, rotation],
    'rotation, flip, rotation': [rotation, flip, rotation],
    'crop, flip, rotation, crop': [crop, flip, rotation, cubic],
    'crop, jitter, flip, floats': [cubic, jitter, flip, ...floats],
    all: [flip, rotation, crop, jitter, ...floats],
    'a step that a canvas does not know between': [flip, jitter, smooth, jitter, crop, new ToTensor()],
  };
  const sizes = [
    [1, 1],
    [2, 3],
    [13, 17],
    [16, 64],
    [61, 47],
  ] as const;
  for (const [name, transforms] of Object.entries(chains)) {
    test.each(sizes)(`${name}: %i×%i`, (height, width) => {
      const image = noise(height, width);
      const compose = new Compose(transforms);
      const generator = new Generator(4);
      for (let repeat = 0; repeat < 8; repeat++) {
        const params = compose.params(image, generator);
        const plain = transforms.reduce<unknown>((current, transform, i) => transform.apply(current, params[i]), image);
        expect(compose.apply(image, params)).toEqual(plain);
      }
    });
  }
});

describe('colours on a canvas, for every green and blue', () => {
  test.each([0, 1, 85, 127, 128, 254, 255])('red %i', (red) => {
    const image = colours(red);
    for (const [name, plain, factors] of [
      ['adjustHue', adjustHue, [0, 0.1, -0.37]],
      ['adjustSaturation', adjustSaturation, [0, 0.77, 1, 3.1]],
      ['adjustContrast', adjustContrast, [0.5, 1.3]],
    ] as const) {
      for (const factor of factors) {
        const canvas = Canvas.of(image)!;
        canvas[name](factor);
        expect(canvas.read()).toEqual(plain(image, factor));
      }
    }
  });
});

test('the memory grows with the image', () => {
  const image = noise(700, 900);
  const compose = new Compose([new RandomRotation(20), new RandomResizedCrop(300)]);
  const params = compose.params(image, new Generator(2));
  const [rotation, crop] = compose.transforms;
  expect(compose.apply(image, params)).toEqual(
    crop!.apply(rotation!.apply(image, params[0] as never), params[1] as never),
  );
});

import type { Pixels } from '@featuremap/images';
import { withData } from '../image.ts';
import { blend } from './blend.ts';

const { fround } = Math;
const SIDE = fround(1 / 13);
const MIDDLE = fround(5 / 13);

/** Blends with a smoothed image: factor 0 gives the smooth one, 1 the image, 2 sharpens. */
export function adjustSharpness(pixels: Pixels, factor: number): Pixels {
  return blend(smooth(pixels), pixels, factor);
}

/** Each pixel averaged with its eight neighbours, itself counting five times; the outermost pixels stay. */
function smooth(pixels: Pixels): Pixels {
  const { data, width, height, channels } = pixels;
  const out = Uint8Array.from(data);
  const row = width * channels;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * row + channels; i < (y + 1) * row - channels; i++) {
      const below = threeAcross(data, i + row, channels, SIDE);
      const here = threeAcross(data, i, channels, MIDDLE);
      const above = threeAcross(data, i - row, channels, SIDE);
      out[i] = fround(fround(fround(0.5 + below) + here) + above);
    }
  }
  return withData(pixels, out);
}

function threeAcross(data: Pixels['data'], i: number, step: number, middle: number): number {
  const left = fround(data[i - step]! * SIDE);
  const right = fround(data[i + step]! * SIDE);
  return fround(fround(left + fround(data[i]! * middle)) + right);
}

import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';
import { clampByte } from './clamp-byte.ts';
import { roundHalfEven } from './round-half-even.ts';

/**
 * Each pixel fetched from elsewhere: from its own place plus a shift across in halves of the width and a shift down in
 * halves of the height. Outside the image there is `fill`.
 */
export function displace(
  pixels: Pixels,
  acrossShift: Float64Array,
  downShift: Float64Array,
  interpolation: 'nearest' | 'bilinear',
  fill: number,
): Pixels {
  const { height, width, channels } = pixels;
  const out = blankPixels(height, width, channels);
  const sample = interpolation === 'nearest' ? nearest : bilinear;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const sourceX = x + (acrossShift[i]! * width) / 2;
      const sourceY = y + (downShift[i]! * height) / 2;
      for (let k = 0; k < channels; k++) out.data[i * channels + k] = sample(pixels, sourceX, sourceY, k, fill);
    }
  }
  return out;
}

/** A byte of the image at a point whose whole coordinates are the centres of the pixels. */
type Sampler = (pixels: Pixels, x: number, y: number, k: number, fill: number) => number;

const nearest: Sampler = ({ data, height, width, channels }, x, y, k, fill) => {
  const column = roundHalfEven(x);
  const row = roundHalfEven(y);
  const isInside = column >= 0 && column < width && row >= 0 && row < height;
  return isInside ? data[(row * width + column) * channels + k]! : fill;
};

/** The image counts as 0 outside; its share in the four neighbours then weighs it once more against the fill. */
const bilinear: Sampler = ({ data, height, width, channels }, x, y, k, fill) => {
  const left = Math.floor(x);
  const top = Math.floor(y);
  let sum = 0;
  let share = 0;
  for (let row = top; row <= top + 1; row++) {
    for (let column = left; column <= left + 1; column++) {
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const weight = (1 - Math.abs(x - column)) * (1 - Math.abs(y - row));
      sum += weight * data[(row * width + column) * channels + k]!;
      share += weight;
    }
  }
  return clampByte(roundHalfEven(sum * share + (1 - share) * fill));
};

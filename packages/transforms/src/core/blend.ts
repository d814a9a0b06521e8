import type { Pixels } from '@featuremap/images';
import { withData } from '../image.ts';
import { clampByte } from './clamp-byte.ts';

const { fround } = Math;

/** `from + factor·(to - from)` in float32, cut to 0..255 and towards zero: PIL's blend of two bytes. */
export function blendBytes(from: number, to: number, factor: number): number {
  return Math.trunc(clampByte(fround(from + fround(factor * (to - from)))));
}

/** Blends two images of one size; a factor of 0 gives `from`, 1 gives `to`, others go on beyond. */
export function blend(from: Pixels, to: Pixels, factor: number): Pixels {
  const factor32 = fround(factor);
  const out = new Uint8Array(to.data.length);
  for (let i = 0; i < out.length; i++) out[i] = blendBytes(from.data[i]!, to.data[i]!, factor32);
  return withData(to, out);
}

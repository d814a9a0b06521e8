import type { Pixels } from '@featuremap/images';
import { lumaPlane } from './luma.ts';

/** The grey image, with its one channel or with three equal ones. */
export function grayscale(pixels: Pixels, channels: 1 | 3): Pixels {
  const { height, width } = pixels;
  const grey = lumaPlane(pixels);
  if (channels === 1) return { data: grey, height, width, channels };
  const data = new Uint8Array(grey.length * 3);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) data.fill(grey[i]!, at, at + 3);
  return { data, height, width, channels };
}

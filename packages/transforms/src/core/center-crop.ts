import type { Pixels } from '@featuremap/images';
import { crop } from './crop.ts';
import { roundHalfEven } from './round-half-even.ts';

/** The middle of an image; beyond the image all is 0. */
export function centerCrop(pixels: Pixels, height: number, width: number): Pixels {
  const top = firstOfMiddle(pixels.height, height);
  const left = firstOfMiddle(pixels.width, width);
  return crop(pixels, { top, left, height, width });
}

/** Where `count` positions in the middle of `size` begin. A border that is missing is wider at its end by the odd one. */
function firstOfMiddle(size: number, count: number): number {
  return count > size ? -Math.floor((count - size) / 2) : roundHalfEven((size - count) / 2);
}

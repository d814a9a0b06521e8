import type { Pixels } from '@featuremap/images';
import { type Box, crop } from './crop.ts';
import { roundHalfEven } from './round-half-even.ts';

/** The middle of an image; beyond the image all is 0. */
export function centerCrop(pixels: Pixels, height: number, width: number): Pixels {
  return crop(pixels, centerBox(pixels, height, width));
}

/** The box in the middle of an image, which it may exceed. */
export function centerBox(
  image: { readonly height: number; readonly width: number },
  height: number,
  width: number,
): Box {
  const top = firstOfMiddle(image.height, height);
  const left = firstOfMiddle(image.width, width);
  return { top, left, height, width };
}

/** Where `count` positions in the middle of `size` begin. A border that is missing is wider at its end by the odd one. */
function firstOfMiddle(size: number, count: number): number {
  return count > size ? -Math.floor((count - size) / 2) : roundHalfEven((size - count) / 2);
}

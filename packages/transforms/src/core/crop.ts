import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';

/** A rectangle of an image, in pixels from its top left corner. */
export interface Box {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** The part of the image in the box; what lies outside the image is 0. */
export function crop(pixels: Pixels, box: Box): Pixels {
  const { channels } = pixels;
  const { top, left, height, width } = box;
  if (top === 0 && left === 0 && height === pixels.height && width === pixels.width) return pixels;
  const out = blankPixels(height, width, channels);
  const firstX = Math.max(0, -left);
  const endX = Math.min(width, pixels.width - left);
  if (firstX >= endX) return out;
  for (let y = Math.max(0, -top); y < Math.min(height, pixels.height - top); y++) {
    const row = (y + top) * pixels.width + left;
    const part = pixels.data.subarray((row + firstX) * channels, (row + endX) * channels);
    out.data.set(part, (y * width + firstX) * channels);
  }
  return out;
}

/** Whether a box lies inside an image. */
export function isInside(box: Box, { height, width }: { readonly height: number; readonly width: number }): boolean {
  return box.top >= 0 && box.left >= 0 && box.top + box.height <= height && box.left + box.width <= width;
}

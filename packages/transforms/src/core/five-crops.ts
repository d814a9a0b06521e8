import { ShapeError } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { centerCrop } from './center-crop.ts';
import { crop } from './crop.ts';

/** The four corners of an image, and its middle. */
export function fiveCrops(caller: string, pixels: Pixels, height: number, width: number): Pixels[] {
  requireRoom(caller, pixels, height, width);
  const [bottom, right] = [pixels.height - height, pixels.width - width];
  const corners = [
    [0, 0],
    [0, right],
    [bottom, 0],
    [bottom, right],
  ] as const;
  const crops = corners.map(([top, left]) => crop(pixels, { top, left, height, width }));
  return [...crops, centerCrop(pixels, height, width)];
}

/** Checks that a crop fits into an image. */
export function requireRoom(
  caller: string,
  image: { readonly height: number; readonly width: number },
  height: number,
  width: number,
): void {
  if (height <= image.height && width <= image.width) return;
  throw new ShapeError(
    `${caller}: a crop of ${height}×${width} is larger than the image of ${image.height}×${image.width}`,
    {
      remedy: 'a smaller size, or Resize or Pad in front of it',
    },
  );
}

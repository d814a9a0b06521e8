import { ArgumentError, requireNumber, show } from '@featuremap/errors';
import { type ColorMap, paletteOf } from './color-map.ts';
import { pngUrl } from './png.ts';
import { type Attributes, element } from './svg.ts';

/** One channel of an image or of a feature map: `height` rows of `width` values. */
export interface Plane {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** How values become colours. */
export interface PlaneColors {
  readonly colorMap: ColorMap;
  /** The value of the colour map's first colour. */
  readonly min: number;
  /** The value of its last colour. */
  readonly max: number;
  /** Exponent of the share `(value - min) / (max - min)`: below 1 lifts the dark values. */
  readonly gamma: number;
}

/** A plane as an `<image>`: one pixel a value, enlarged without smoothing. */
export function planeImage(caller: string, plane: Plane, colors: PlaneColors, place: Attributes): string {
  const { colorMap, min, max, gamma } = colors;
  const indices = Uint8Array.from(plane.data, (value) => Math.round(255 * shareOf(value, min, max) ** gamma));
  return element('image', {
    ...place,
    preserveAspectRatio: 'none',
    'image-rendering': 'optimizeSpeed',
    style: 'image-rendering:pixelated',
    href: pngUrl(indices, plane.width, plane.height, paletteOf(caller, colorMap)),
  });
}

/** Where `value` lies between `min` and `max`, as 0..1; all of it is 0 when the two are equal. */
export function shareOf(value: number, min: number, max: number): number {
  return max > min ? Math.min(1, Math.max(0, (value - min) / (max - min))) : 0;
}

/** The smallest and the largest value. */
export function extentOf(values: ArrayLike<number>): { min: number; max: number } {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! < min) min = values[i]!;
    if (values[i]! > max) max = values[i]!;
  }
  return { min, max };
}

/** Checks the size of a plane and that every value is finite. */
export function requirePlane(caller: string, name: string, plane: Plane): void {
  const { data, width, height } = plane;
  if (!Number.isSafeInteger(width * height) || width < 1 || height < 1 || data?.length !== width * height) {
    throw new ArgumentError(`${caller}: ${name} must hold width·height values`, {
      received: show({ data, width, height }),
      rule: `data.length = width·height with both at least 1: ${data?.length} = ${width}·${height} is false`,
    });
  }
  for (let i = 0; i < data.length; i++) requireNumber(caller, `${name}.data[${i}]`, data[i]);
}

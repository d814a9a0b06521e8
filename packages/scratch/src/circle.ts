import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import { build, type Size2 } from './matrix.ts';

/** Options of {@link circle}. */
export interface CircleOptions {
  /** Brightness of the line; default 1. */
  readonly value?: number;
  /** How many pixels the radius stays below half of the smaller side; default 0. */
  readonly shrink?: number;
}

/**
 * A circle, one pixel wide, on zeros: the image that feature extraction is tried on. Bresenham's perimeter is drawn on a
 * grid with one row and one column more, so that it has a middle, which is then resized to the nearest pixels.
 *
 * `[height, width] -> [H, W]`
 *
 * @param size `[height, width]`, each at least 2.
 * @param options `value` (default 1) of the lit pixels; `shrink` (default 0) makes the circle smaller by so many pixels.
 * @throws {ArgumentError} when an option is not allowed, or `shrink` leaves no radius.
 *
 * @example
 * ```js
 * import { circle } from '@featuremap/scratch';
 *
 * console.log(circle([6, 6]).map((row) => row.join('')).join(' ')); // 001100 010010 100001 100001 010010 001100
 * ```
 *
 * @see skimage.draw.circle_perimeter
 */
export function circle(size: Size2, options: CircleOptions = {}): number[][] {
  requireKnownOptions('circle', options, ['value', 'shrink'] satisfies (keyof CircleOptions)[]);
  if (!Array.isArray(size) || size.length !== 2) {
    throw new ArgumentError(`circle: size must be [height, width], not ${show(size)}`);
  }
  const H = requireInteger('circle', 'size[0]', size[0], { min: 2 });
  const W = requireInteger('circle', 'size[1]', size[1], { min: 2 });
  const value = requireNumber('circle', 'value', options.value ?? 1);
  const half = Math.floor(Math.min(H, W) / 2);
  const shrink = requireInteger('circle', 'shrink', options.shrink ?? 0, { min: 0, max: half - 1 });

  const canvas = build([H + 1, W + 1], () => 0);
  const [middleRow, middleColumn] = [Math.floor(H / 2), Math.floor(W / 2)];
  for (const [dy, dx] of octant(half - shrink)) {
    for (const [y, x] of [
      [dy, dx],
      [dx, dy],
    ] as const) {
      for (const row of [middleRow - y, middleRow + y]) {
        for (const column of [middleColumn - x, middleColumn + x]) canvas[row]![column] = value;
      }
    }
  }
  return build([H, W], (i, j) => canvas[nearest(i, H)]![nearest(j, W)]!);
}

/** The points of an eighth of the circle around (0, 0), from the axis to the diagonal, by Bresenham's rule. */
function* octant(radius: number): Generator<readonly [number, number]> {
  let far = radius;
  let decision = 3 - 2 * radius;
  for (let near = 0; near <= far; near++) {
    yield [far, near];
    if (decision < 0) {
      decision += 4 * near + 6;
    } else {
      decision += 4 * (near - far) + 10;
      far--;
    }
  }
}

/** The pixel of n + 1 whose middle is nearest to that of pixel i of n: floor((i + 1/2)·(n + 1) / n). */
function nearest(i: number, n: number): number {
  return Math.floor(((2 * i + 1) * (n + 1)) / (2 * n));
}

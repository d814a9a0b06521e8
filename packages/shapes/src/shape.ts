/** The sizes of an array, outermost first. Layers describe one sample: a shape in this package has no batch axis. */
export type Shape = readonly number[];

/** Where the channels of an image are: last, `[H, W, C]`, or first, `[C, H, W]`. */
export type DataFormat = 'NHWC' | 'NCHW';

/** One number for both axes, or `[height, width]`. */
export type Pair = number | readonly [number, number];

/** `[height, width]`. */
export type Size2 = readonly [number, number];

/** What lies outside the image on each side of it: rows or columns `[before, after]`. */
export type Sides = readonly [number, number];

/**
 * Zeros around an image: a number for every side, `[h, w]` for the two sides of each axis,
 * `[[top, bottom], [left, right]]`, `'valid'` for none, or `'same'`: so many that the output has `ceil(n / stride)`
 * rows, the odd one at the bottom (TensorFlow's rule).
 */
export type Padding = Pair | readonly [Sides, Sides] | 'same' | 'valid';

/** `[28, 28, 1]`, as the sentences of errors and of the types write it. */
export function showShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}

/** The number of elements; 1 for the empty shape. */
export function elements(shape: Shape): number {
  return shape.reduce((product, size) => product * size, 1);
}

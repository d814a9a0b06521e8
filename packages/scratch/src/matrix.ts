import { ArgumentError, requireNumber, ShapeError, show } from '@featuremap/errors';

/** Rows of numbers, all of one length: `x[row][column]`, with at least one row and one column. */
export type Matrix = readonly (readonly number[])[];

/** Channels of one size, `x[channel][row][column]`: what PyTorch writes as [C, H, W]. */
export type Volume = readonly Matrix[];

/** `[height, width]`. */
export type Size2 = readonly [number, number];

/** `[height, width]` of a matrix. */
export function sizeOf(x: Matrix): Size2 {
  return [x.length, x[0]!.length];
}

/** A matrix whose element at (row, column) is `value(row, column)`. */
export function build([height, width]: Size2, value: (row: number, column: number) => number): number[][] {
  return Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_, column) => value(row, column)));
}

/** The sum of all elements. */
export function sum(x: Matrix): number {
  let total = 0;
  for (const row of x) for (const value of row) total += value;
  return total;
}

/** Checks that `x` is rows of finite numbers of one length, and returns its size. */
export function requireMatrix(caller: string, name: string, x: unknown): Size2 {
  if (!Array.isArray(x)) {
    throw new ArgumentError(`${caller}: ${name} must be an array of rows of numbers, not ${show(x)}`);
  }
  const height = x.length;
  let width = 0;
  for (let i = 0; i < height; i++) {
    const row: unknown = x[i];
    if (!Array.isArray(row)) {
      throw new ArgumentError(`${caller}: ${name}[${i}] must be a row of numbers, not ${show(row)}`);
    }
    if (i === 0) width = row.length;
    if (row.length !== width) {
      throw new ShapeError(
        `${caller}: the rows of ${name} must have one length: row 0 has ${width}, row ${i} has ${row.length}`,
      );
    }
    for (let j = 0; j < width; j++) requireNumber(caller, `${name}[${i}][${j}]`, row[j]);
  }
  if (width === 0) {
    throw new ShapeError(`${caller}: ${name} must have at least one row and one column, not ${height}×${width}`);
  }
  return [height, width];
}

/** Checks that `x` is at least one matrix and all are of one size, and returns that size. */
export function requireVolume(caller: string, name: string, x: unknown): Size2 {
  if (!Array.isArray(x) || x.length === 0) {
    throw new ArgumentError(`${caller}: ${name} must be an array of at least one channel, not ${show(x)}`);
  }
  const [height, width] = requireMatrix(caller, `${name}[0]`, x[0]);
  for (let c = 1; c < x.length; c++) {
    const [h, w] = requireMatrix(caller, `${name}[${c}]`, x[c]);
    if (h === height && w === width) continue;
    throw new ShapeError(
      `${caller}: the channels of ${name} must have one size: channel 0 is ${height}×${width}, channel ${c} is ${h}×${w}`,
    );
  }
  return [height, width];
}

import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';
import type { Interpolation } from '../interpolation.ts';
import { clampByte } from './clamp-byte.ts';

/**
 * Where an output pixel comes from: with u = x + 1/2 and v = y + 1/2 the centre of output pixel (x, y), the source is
 * ((a·u + b·v + c) / w, (d·u + e·v + f) / w) with w = g·u + h·v + 1. An affine map leaves out g and h.
 */
export type Matrix =
  | readonly [a: number, b: number, c: number, d: number, e: number, f: number]
  | readonly [a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number];

/** The image seen through a matrix, on a canvas of the given size whose uncovered pixels are `fill`. */
export function warp(
  pixels: Pixels,
  matrix: Matrix,
  height: number,
  width: number,
  interpolation: Interpolation,
  fill: Uint8Array,
): Pixels {
  const out = blankPixels(height, width, pixels.channels);
  if (fill.some((byte) => byte !== 0)) {
    for (let i = 0; i < out.data.length; i++) out.data[i] = fill[i % fill.length]!;
  }
  if (interpolation === 'nearest' && matrix.length === 6) warpNearest(pixels, matrix, out);
  else warpSmooth(pixels, matrix, out, samplers[interpolation]);
  return out;
}

/** PIL's three ways of an affine map with the nearest pixel: they round differently, so each is needed. */
function warpNearest(pixels: Pixels, matrix: Matrix & { length: 6 }, out: Pixels & { data: Uint8Array }): void {
  const [a, b, c, d, e, f] = matrix;
  const { width, height } = out;
  if (b === 0 && d === 0) {
    gather(pixels, out, steps(c + a / 2, a, width), steps(f + e / 2, e, height));
  } else if (fitsFixedPoint(matrix, height, width)) {
    gatherFixed(pixels, fixedPoint(matrix), out);
  } else {
    gatherFloat(pixels, matrix, out);
  }
}

/** Whether an affine map takes all corners of a canvas to coordinates that 16.16 fixed point can hold. */
export function fitsFixedPoint([a, b, c, d, e, f]: Matrix & { length: 6 }, height: number, width: number): boolean {
  return [0, width].every((x) =>
    [0, height].every((y) => Math.abs(x * a + y * b + c) < 32768 && Math.abs(x * d + y * e + f) < 32768),
  );
}

/** `count` coordinates from `start` on, as whole numbers; what is below zero becomes -1. */
function steps(start: number, step: number, count: number): Int32Array {
  const coordinates = new Int32Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) coordinates[i] = at < 0 ? -1 : at;
  return coordinates;
}

/** Copies pixel (columns[x], rows[y]) to (x, y) where it exists. */
function gather(pixels: Pixels, out: Pixels & { data: Uint8Array }, columns: Int32Array, rows: Int32Array): void {
  const { data, width, height, channels } = pixels;
  for (let y = 0, at = 0; y < out.height; y++) {
    const row = rows[y]!;
    for (let x = 0; x < out.width; x++, at += channels) {
      const column = columns[x]!;
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const from = (row * width + column) * channels;
      for (let k = 0; k < channels; k++) out.data[at + k] = data[from + k]!;
    }
  }
}

/** An affine map in 16.16 fixed point whose offset is already at the centre of the first pixel. */
export type FixedMatrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** Rounds an affine map to 16.16 fixed point. */
export function fixedPoint([a, b, c, d, e, f]: Matrix & { length: 6 }): FixedMatrix {
  const fix = (value: number) => Math.floor(value * 65536 + 0.5);
  return [fix(a), fix(b), fix(c + a / 2 + b / 2), fix(d), fix(e), fix(f + d / 2 + e / 2)];
}

function gatherFixed(pixels: Pixels, fixed: FixedMatrix, out: Pixels & { data: Uint8Array }): void {
  const { data, width, height, channels } = pixels;
  const [a, b, c, d, e, f] = fixed;
  for (let y = 0, at = 0; y < out.height; y++) {
    let sourceX = (c + y * b) | 0;
    let sourceY = (f + y * e) | 0;
    for (let x = 0; x < out.width; x++, at += channels) {
      const column = sourceX >> 16;
      const row = sourceY >> 16;
      sourceX = (sourceX + a) | 0;
      sourceY = (sourceY + d) | 0;
      if (column < 0 || column >= width || row < 0 || row >= height) continue;
      const from = (row * width + column) * channels;
      for (let k = 0; k < channels; k++) out.data[at + k] = data[from + k]!;
    }
  }
}

function gatherFloat(pixels: Pixels, matrix: Matrix & { length: 6 }, out: Pixels & { data: Uint8Array }): void {
  const { data, width, height, channels } = pixels;
  const [a, b, c, d, e, f] = matrix;
  let rowX = c + b / 2 + a / 2;
  let rowY = f + e / 2 + d / 2;
  for (let y = 0, at = 0; y < out.height; y++, rowX += b, rowY += e) {
    let sourceX = rowX;
    let sourceY = rowY;
    for (let x = 0; x < out.width; x++, at += channels, sourceX += a, sourceY += d) {
      if (sourceX < 0 || sourceX >= width || sourceY < 0 || sourceY >= height) continue;
      const from = (Math.trunc(sourceY) * width + Math.trunc(sourceX)) * channels;
      for (let k = 0; k < channels; k++) out.data[at + k] = data[from + k]!;
    }
  }
}

/** The value of channel k of an image at a point, where pixel (i, j) covers the square from (i, j) to (i + 1, j + 1). */
type Sampler = (pixels: Pixels, x: number, y: number, k: number) => number;

function warpSmooth(pixels: Pixels, matrix: Matrix, out: Pixels & { data: Uint8Array }, sample: Sampler): void {
  const { width, height, channels } = pixels;
  const [a, b, c, d, e, f, g = 0, h = 0] = matrix;
  for (let y = 0, at = 0; y < out.height; y++) {
    const v = y + 0.5;
    for (let x = 0; x < out.width; x++, at += channels) {
      const u = x + 0.5;
      const w = matrix.length === 6 ? 1 : g * u + h * v + 1;
      const sourceX = (a * u + b * v + c) / w;
      const sourceY = (d * u + e * v + f) / w;
      if (!(sourceX >= 0 && sourceX < width && sourceY >= 0 && sourceY < height)) continue;
      for (let k = 0; k < channels; k++) out.data[at + k] = sample(pixels, sourceX, sourceY, k);
    }
  }
}

const samplers: Record<Interpolation, Sampler> = {
  nearest: ({ data, width, channels }, x, y, k) => data[(Math.trunc(y) * width + Math.trunc(x)) * channels + k]!,

  bilinear: (pixels, x, y, k) => {
    const column = Math.floor(x - 0.5);
    const row = Math.floor(y - 0.5);
    const dx = x - 0.5 - column;
    const dy = y - 0.5 - row;
    const across = (j: number) => {
      const left = clampedPixel(pixels, column, j, k);
      return left + (clampedPixel(pixels, column + 1, j, k) - left) * dx;
    };
    const top = across(row);
    return top + (across(row + 1) - top) * dy;
  },

  bicubic: (pixels, x, y, k) => {
    const column = Math.floor(x - 0.5);
    const row = Math.floor(y - 0.5);
    const dx = x - 0.5 - column;
    const dy = y - 0.5 - row;
    const across = (j: number) =>
      cubic(
        clampedPixel(pixels, column - 1, j, k),
        clampedPixel(pixels, column, j, k),
        clampedPixel(pixels, column + 1, j, k),
        clampedPixel(pixels, column + 2, j, k),
        dx,
      );
    return clampByte(cubic(across(row - 1), across(row), across(row + 1), across(row + 2), dy));
  },
};

/** The pixel in column i and row j, or the nearest one of the edge. */
function clampedPixel({ data, width, height, channels }: Pixels, i: number, j: number, k: number): number {
  const column = i < 0 ? 0 : i < width ? i : width - 1;
  const row = j < 0 ? 0 : j < height ? j : height - 1;
  return data[(row * width + column) * channels + k]!;
}

/** The cubic through four equally spaced values whose a is -1, at distance t behind the second. */
function cubic(v1: number, v2: number, v3: number, v4: number, t: number): number {
  return v2 + t * (-v1 + v3 + t * (2 * (v1 - v2) + v3 - v4 + t * (-v1 + v2 - v3 + v4)));
}

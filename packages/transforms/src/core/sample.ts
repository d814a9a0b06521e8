import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';
import type { OneWarp } from './one-warp.ts';

/** Coordinates are whole numbers of 2⁻³², which doubles hold up to 2²⁰ pixels. */
const ONE = 2 ** 32;

/** A source axis is halved until an output pixel covers no more than this many of its pixels. */
const COVERED = 1.5;

/** A warp in fixed point, over a source that may have been halved first. */
export interface Sampling {
  /** How often the source is halved across and down. */
  readonly halvings: readonly [across: number, down: number];
  /** Output pixel (x, y) lies at (a·x + b·y + c, d·x + e·y + f) of the source. */
  readonly matrix: readonly [a: number, b: number, c: number, d: number, e: number, f: number];
  readonly box: OneWarp['box'];
  readonly height: number;
  readonly width: number;
  readonly isSmooth: boolean;
}

/** The fixed point of a warp. Where it makes an image smaller, the source is halved first, so that no pixel is skipped. */
export function samplingOf({ matrix, height, width, interpolation, box }: OneWarp): Sampling {
  const [a, b, c, d, e, f] = matrix;
  const isSmooth = interpolation === 'bilinear';
  const halvingsFor = (covered: number) => (isSmooth ? Math.max(0, Math.ceil(Math.log2(covered / COVERED))) : 0);
  const halvings = [halvingsFor(Math.hypot(a, b)), halvingsFor(Math.hypot(d, e))] as const;
  const [unitX, unitY] = halvings.map((n) => ONE / 2 ** n) as [number, number];
  const [left, top, right, bottom] = box;
  const { round } = Math;
  return {
    halvings,
    matrix: [
      ...([round(a * unitX), round(b * unitX), round((c + a / 2 + b / 2) * unitX)] as const),
      ...([round(d * unitY), round(e * unitY), round((f + d / 2 + e / 2) * unitY)] as const),
    ],
    box: [round(left * unitX), round(top * unitY), round(right * unitX), round(bottom * unitY)],
    height,
    width,
    isSmooth,
  };
}

/** An image after one warp: the kernels `halve` and `sample` in plain loops, which give the same bytes. */
export function sample(image: Pixels, warp: OneWarp): Pixels {
  const { halvings, matrix, box, height, width, isSmooth } = samplingOf(warp);
  const source = shrink(image, ...halvings);
  const { channels } = image;
  const [a, b, c, d, e, f] = matrix;
  const [left, top, right, bottom] = box;
  const sampler = isSmooth ? smoothByte : nearestByte;
  const out = blankPixels(height, width, channels);
  for (let row = 0, at = 0; row < height; row++) {
    for (let column = 0; column < width; column++, at += channels) {
      const x = a * column + b * row + c;
      const y = d * column + e * row + f;
      const isSeen = x >= left && x < right && y >= top && y < bottom;
      for (let k = 0; k < channels; k++) out.data[at + k] = isSeen ? sampler(source, x, y, k) : warp.fill![k]!;
    }
  }
  return out;
}

function clampIndex(i: number, count: number): number {
  return Math.max(0, Math.min(count - 1, i));
}

function byteAt({ data, height, width, channels }: Pixels, column: number, row: number, k: number): number {
  return data[(clampIndex(row, height) * width + clampIndex(column, width)) * channels + k]!;
}

function nearestByte(source: Pixels, x: number, y: number, k: number): number {
  return byteAt(source, Math.floor(x / ONE), Math.floor(y / ONE), k);
}

/** Blends four pixels with weights of 1/128 across and down. */
function smoothByte(source: Pixels, x: number, y: number, k: number): number {
  const placeX = Math.floor((x / ONE - 0.5) * 128 + 0.5);
  const placeY = Math.floor((y / ONE - 0.5) * 128 + 0.5);
  const column = placeX >> 7;
  const row = placeY >> 7;
  const across = placeX & 127;
  const down = placeY & 127;
  const upper = (128 - across) * byteAt(source, column, row, k) + across * byteAt(source, column + 1, row, k);
  const lower = (128 - across) * byteAt(source, column, row + 1, k) + across * byteAt(source, column + 1, row + 1, k);
  return ((128 - down) * upper + down * lower + (1 << 13)) >> 14;
}

/** Both axes at once as long as both are to be halved, then the one that is left. */
function shrink(image: Pixels, across: number, down: number): Pixels {
  let current = image;
  for (let i = 0; i < Math.max(across, down); i++) current = halve(current, i < across, i < down);
  return current;
}

/** The mean of two, or of two by two pixels, where one at the end may be its own neighbour. */
function halve(image: Pixels, isAcross: boolean, isDown: boolean): Pixels {
  const [everyX, everyY] = [isAcross ? 2 : 1, isDown ? 2 : 1];
  const out = blankPixels(Math.ceil(image.height / everyY), Math.ceil(image.width / everyX), image.channels);
  for (let y = 0, at = 0; y < image.height; y += everyY) {
    for (let x = 0; x < image.width; x += everyX) {
      for (let k = 0; k < image.channels; k++) {
        const [nextX, nextY] = [x + everyX - 1, y + everyY - 1];
        const upper = byteAt(image, x, y, k) + byteAt(image, nextX, y, k);
        const lower = byteAt(image, x, nextY, k) + byteAt(image, nextX, nextY, k);
        out.data[at++] = (upper + lower + 2) >> 2;
      }
    }
  }
  return out;
}

import type { Pixels } from '@featuremap/images';
import { blendTable, hueShift } from '../core/adjust.ts';
import type { Box } from '../core/crop.ts';
import type { OneWarp } from '../core/one-warp.ts';
import { axisWeights } from '../core/resize.ts';
import { samplingOf } from '../core/sample.ts';
import { type FixedMatrix, fitsFixedPoint, fixedPoint, type Matrix } from '../core/warp.ts';
import type { FloatImage } from '../image.ts';
import { putAxis } from './axis-buffers.ts';
import { type Kernels, kernels } from './kernels.ts';

const ONE = 65536;

/**
 * An image of 3 channels in the memory of the kernels, on which several transforms act before it is read back.
 *
 * Flips, crops and one rotation only change the map from the pixels of the canvas to those of the source, in 16.16 fixed
 * point; the next step that needs pixels fetches just those that are still in view. All values are those of the plain
 * transforms, bit for bit. There is one canvas at a time in a thread.
 */
export class Canvas {
  height: number;
  width: number;
  readonly #kernels: Kernels;
  #source: number;
  /** Bytes a pixel of the source. */
  #step: 3 | 4 = 3;
  #sourceWidth: number;
  /** Pixel (x, y) is source pixel ((a·x + b·y + c) >> 16, (d·x + e·y + f) >> 16). */
  #map: FixedMatrix = [ONE, 0, 0, 0, ONE, 0];
  /** The part of the source that may be seen; the rest shows the fill. */
  #box: Box;
  #fill = 0;
  #isTurned = false;
  /** What each byte becomes, still to be done; null when nothing is. */
  #table: Uint8Array | null = null;
  /** Once the image is floats: for each channel in turn, what each byte has become. */
  #floatOfByte: Float32Array | null = null;

  private constructor(kernels: Kernels, pixels: Pixels) {
    this.#kernels = kernels;
    kernels.reset();
    this.#source = kernels.put(pixels.data);
    this.height = pixels.height;
    this.width = pixels.width;
    this.#sourceWidth = pixels.width;
    this.#box = { top: 0, left: 0, height: pixels.height, width: pixels.width };
  }

  /** A canvas of an image; undefined when it has other than 3 channels, is too large, or there is no WebAssembly. */
  static of(pixels: Pixels): Canvas | undefined {
    const found = pixels.channels === 3 && Math.max(pixels.width, pixels.height) < 32768 ? kernels() : null;
    return found === null ? undefined : new Canvas(found, pixels);
  }

  flipHorizontal(): void {
    const [a, b, c, d, e, f] = this.#map;
    const last = this.width - 1;
    this.#map = [-a, b, c + a * last, -d, e, f + d * last];
  }

  flipVertical(): void {
    const [a, b, c, d, e, f] = this.#map;
    const last = this.height - 1;
    this.#map = [a, -b, c + b * last, d, -e, f + e * last];
  }

  /** Cuts out a box that lies inside the canvas. */
  crop({ top, left, height, width }: Box): void {
    const [a, b, c, d, e, f] = this.#map;
    this.#map = [a, b, c + a * left + b * top, d, e, f + d * left + e * top];
    if (!this.#isTurned) this.#box = this.#seen(height, width);
    this.height = height;
    this.width = width;
  }

  /** The part of the source under the first pixels of an upright canvas. */
  #seen(height: number, width: number): Box {
    const [a, , c, , e, f] = this.#map;
    const left = (a < 0 ? c + a * (width - 1) : c) >> 16;
    const top = (e < 0 ? f + e * (height - 1) : f) >> 16;
    return { top, left, height, width };
  }

  /**
   * Warps with the nearest pixel on a canvas of the same size. Returns whether it did: PIL's other ways of rounding, for
   * pure scaling and huge distances, are left to the plain transform.
   */
  warpNearest(matrix: Matrix & { length: 6 }, fill: Uint8Array): boolean {
    const { height, width } = this;
    if ((matrix[1] === 0 && matrix[3] === 0) || !fitsFixedPoint(matrix, height, width)) return false;
    if (this.#isTurned || this.#table !== null) this.#pixels(); // a second turn cannot be joined, and the fill is no pixel
    const [a, b, c, d, e, f] = fixedPoint(matrix);
    const [column, , firstColumn, , row, firstRow] = this.#map;
    // What the map so far makes of the warped coordinates: they are counted from the other end where it flips.
    const [na, nb, nc] = column > 0 ? [a, b, c + firstColumn] : [-a, -b, firstColumn + ONE - 1 - c];
    const [nd, ne, nf] = row > 0 ? [d, e, f + firstRow] : [-d, -e, firstRow + ONE - 1 - f];
    this.#box = this.#seen(height, width);
    this.#map = [na, nb, nc, nd, ne, nf];
    this.#fill = packed(fill);
    this.#isTurned = true;
    return true;
  }

  resize(height: number, width: number, interpolation: 'bilinear' | 'bicubic'): void {
    if (height === this.height && width === this.width) return;
    this.#pixels();
    const { run } = this.#kernels;
    const across = putAxis(this.#kernels, axisWeights(this.width, width, interpolation));
    const down = putAxis(this.#kernels, axisWeights(this.height, height, interpolation));
    const rowStride = Math.ceil(width / 4) * 16;
    const evenHeight = Math.ceil(this.height / 2) * 2; // rows are resized two by two; the last may be one that nobody reads
    const middle = this.#kernels.allocate(rowStride * (evenHeight + 1));
    const { starts, pairs, weights, stride } = across;
    run.resizeAcross(
      this.#source,
      this.width * 4,
      evenHeight,
      middle,
      rowStride,
      width,
      starts,
      pairs,
      weights,
      stride,
    );
    const to = this.#kernels.allocate(rowStride * height);
    run.resizeDown(middle, to, rowStride, height, down.starts, down.pairs, down.weights, down.stride);
    this.#setSource(to, rowStride / 4, height, width);
  }

  /** Moves all pixels by one warp. */
  warp(warp: OneWarp): void {
    const { halvings, matrix, box, height, width, isSmooth } = samplingOf(warp);
    if (!this.#isUntouched()) this.#pixels();
    const [across, down] = halvings;
    for (let i = 0; i < Math.max(across, down); i++) this.#halve(i < across, i < down);
    const to = this.#kernels.allocate(height * width * 4);
    this.#kernels.run.sample(
      ...([this.#source, this.#step, this.#sourceWidth * this.#step, this.width - 1, this.height - 1] as const),
      ...matrix,
      ...box,
      ...([warp.fill === null ? 0 : packed(warp.fill), isSmooth, to, width, height] as const),
    );
    this.#setSource(to, width, height, width);
  }

  #halve(isAcross: boolean, isDown: boolean): void {
    const height = isDown ? Math.ceil(this.height / 2) : this.height;
    const width = isAcross ? Math.ceil(this.width / 2) : this.width;
    const to = this.#kernels.allocate(height * width * 4);
    this.#kernels.run.halve(
      ...([this.#source, this.#step, this.#sourceWidth * this.#step, this.width, this.height] as const),
      ...([isAcross, isDown, to] as const),
    );
    this.#setSource(to, width, height, width);
  }

  /** Whether each pixel of the canvas is the pixel of the source in the same place. */
  #isUntouched(): boolean {
    const isIdentity = this.#map.every((value, i) => value === (i % 4 === 0 ? ONE : 0));
    return isIdentity && this.#table === null;
  }

  /** Replaces each byte by its entry in a table of 256 bytes. */
  lookup(table: Uint8Array): void {
    const before = this.#table;
    this.#table = before === null ? table : before.map((byte) => table[byte]!);
  }

  adjustBrightness(factor: number): void {
    this.lookup(blendTable(0, factor));
  }

  adjustContrast(factor: number): void {
    const count = this.width * this.height;
    const mean = Math.trunc(this.#kernels.run.lumaSum(this.#pixels(), count) / count + 0.5);
    this.lookup(blendTable(mean, factor));
  }

  adjustSaturation(factor: number): void {
    this.#kernels.run.saturate(this.#pixels(), this.width * this.height, factor);
  }

  adjustHue(factor: number): void {
    this.#kernels.run.turnHue(this.#pixels(), this.width * this.height, hueShift(factor));
  }

  /** Whether the image is floats: only `normalize` and `read` can follow then. */
  get isFloat(): boolean {
    return this.#floatOfByte !== null;
  }

  /** Turns bytes into floats from 0 to 1. */
  toFloats(): void {
    const floats = new Float32Array(3 * 256);
    for (let i = 0; i < floats.length; i++) floats[i] = (i & 255) / 255;
    this.#floatOfByte = floats;
  }

  /** Subtracts a mean and divides by a deviation, per channel. */
  normalize(mean: Float32Array, std: Float32Array): void {
    const floats = this.#floatOfByte!;
    for (let i = 0; i < floats.length; i++) floats[i] = Math.fround(floats[i]! - mean[i >> 8]!) / std[i >> 8]!;
  }

  /** The image, outside the kernels' memory. */
  read(): Pixels | FloatImage {
    const { height, width } = this;
    const count = height * width;
    if (this.isFloat) return this.readInto(new Float32Array(count * 3));
    const { run } = this.#kernels;
    const from = this.#pixels();
    const pointer = this.#kernels.allocate(count * 3);
    run.toPacked(from, count, pointer);
    return { data: new Uint8Array(run.memory.buffer, pointer, count * 3).slice(), height, width, channels: 3 };
  }

  /** The image of floats, written into an array of their number. */
  readInto(out: Float32Array): FloatImage {
    const { run } = this.#kernels;
    this.#fetch();
    const floats = this.#floatOfByte!;
    const table = this.#table;
    const tables = this.#kernels.put(
      table === null ? floats : floats.map((_, i) => floats[(i & 0x300) + table[i & 255]!]!),
    );
    const pointer = this.#kernels.allocate(out.byteLength);
    run.toFloats(this.#source, this.height * this.width, tables, pointer);
    out.set(new Float32Array(run.memory.buffer, pointer, out.length));
    return { data: out, height: this.height, width: this.width, channels: 3 };
  }

  /** Where the pixels are, with nothing left to be done to them. */
  #pixels(): number {
    this.#fetch();
    if (this.#table !== null) {
      const pointer = this.#kernels.put(this.#table);
      this.#kernels.run.lookup(this.#source, this.height * this.width, pointer);
      this.#table = null;
    }
    return this.#source;
  }

  /** Makes the pixels in view: 4 bytes each, row after row without gaps. */
  #fetch(): void {
    const { height, width } = this;
    const [a, b, c, d, e, f] = this.#map;
    const isThere = this.#step === 4 && this.#sourceWidth === width && a === ONE && b === 0 && c === 0 && e === ONE;
    if (isThere && d === 0 && f === 0) return;
    const box = this.#box;
    const to = this.#kernels.allocate(height * width * 4);
    this.#kernels.run.gather(
      ...([this.#source, this.#step, this.#sourceWidth, box.left, box.top, box.width, box.height] as const),
      ...this.#map,
      ...([this.#fill, to, width, height] as const),
    );
    this.#setSource(to, width, height, width);
  }

  #setSource(pointer: number, sourceWidth: number, height: number, width: number): void {
    this.#source = pointer;
    this.#step = 4;
    this.#sourceWidth = sourceWidth;
    this.#map = [ONE, 0, 0, 0, ONE, 0];
    this.#box = { top: 0, left: 0, height, width };
    this.#fill = 0;
    this.#isTurned = false;
    this.height = height;
    this.width = width;
  }
}

/** A colour as the kernels store it. */
function packed(colour: Uint8Array): number {
  return colour[0]! | (colour[1]! << 8) | (colour[2]! << 16);
}

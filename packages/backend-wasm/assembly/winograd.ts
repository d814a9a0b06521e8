import { blockGradient } from './block-gradient';
import { addColumnSums } from './conv-filter';
import { finishImage, imageOfY } from './conv-forward';
import { clearPadded, ConvTask, padImage } from './conv-task';
import { multiplyColumns, multiplyRows, ZEROS } from './rows';
import { copyNumbers } from './simd';
import {
  TEMP_BYTES,
  transformFilter,
  transformFilterGradient,
  transformGradient,
  transformInput,
  transformOutput,
} from './winograd-transforms';

const POINTS: i32 = 36;

/**
 * Bytes from a point to the next: an odd number of cache lines, or the 36 points of a tile would fall on one set of the
 * first-level cache (32 tiles of 32 channels are 4096 bytes apart: 72 instead of 166 GFLOP/s).
 */
// @ts-ignore: decorator
@inline
function apart(numbers: i32): i32 {
  return (((numbers + 15) >> 4) | 1) << 6;
}

@unmanaged
export class WinogradFilterTask {
  from: usize;
  to: usize;
  inC: i32;
  outC: i32;
  /** 0: for the forward pass; 1: for the input's gradient, a convolution with the filter turned by half a turn. */
  turned: i32;
  scratch: usize;
  scratchBytes: i32;
}

/** Transforms a filter [3][3][inC][outC] to 36 matrices of panels [C][8]; the panels [start, end) of each matrix. */
export function winogradFilter(task: WinogradFilterTask, start: i32, end: i32, thread: i32): void {
  const sources = task.turned ? task.outC : task.inC;
  const targets = task.turned ? task.inC : task.outC;
  const panelBytes = sources << 5;
  const point = apart((((targets + 7) >> 3) * panelBytes) >> 2);
  const taps = task.scratch + thread * task.scratchBytes;
  for (let panel = start; panel < end; panel++)
    for (let source = 0; source < sources; source++)
      for (let half = 0; half < 2; half++) {
        const target = (panel << 3) + (half << 2);
        if (target < targets) gatherTaps(task, source, target, taps);
        else memory.fill(taps, 0, 144);
        const to = task.to + panel * panelBytes + (source << 5) + (half << 4);
        transformFilter(taps, to, point, taps + 144);
      }
}

/** The nine taps from one source channel to four target channels. */
function gatherTaps(task: WinogradFilterTask, source: i32, target: i32, to: usize): void {
  const plane = task.inC * task.outC;
  for (let tap = 0; tap < 9; tap++, to += 16) {
    if (!task.turned) {
      v128.store(to, v128.load(task.from + ((tap * plane + source * task.outC + target) << 2)));
      continue;
    }
    let from = task.from + (((8 - tap) * plane + target * task.outC + source) << 2);
    for (let lane = 0; lane < 4; lane++, from += task.outC << 2) store<f32>(to + (lane << 2), load<f32>(from));
  }
}

/** y and pooled of the images [start, end). */
export function winogradForward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  const outBytes = (task.outH * task.outW * task.outC) << 2;
  clearPadded(task, scratch);
  for (let i = start; i < end; i++) {
    const x = padImage(task, task.x + i * imageBytes, scratch);
    const y = imageOfY(task, i, scratch);
    convolve(task, x, task.inC, y, task.outH, task.outW, task.outC, task.bias, scratch);
    finishImage(task, i, y, scratch + task.dzAt);
  }
}

/** dx of the images [start, end): the gradient behind the convolution, convolved with the turned filter. */
export function winogradGradInput(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  memory.fill(scratch, 0, (task.paddedH * task.paddedW * task.outC) << 2);
  for (let i = start; i < end; i++) {
    const dz = blockGradient(task, i, scratch + task.dzAt);
    place(task, dz, scratch, 2 - task.padTop, 2 - task.padLeft, task.paddedW);
    convolve(task, scratch, task.outC, task.dx + i * imageBytes, task.inH, task.inW, task.inC, 0, scratch);
  }
}

/** Copies dz into an image of zeros. */
function place(task: ConvTask, dz: usize, to: usize, top: i32, left: i32, width: i32): void {
  const numbers = task.outW * task.outC;
  to += ((top * width + left) * task.outC) << 2;
  for (let y = 0; y < task.outH; y++) {
    copyNumbers(to, dz, numbers);
    dz += numbers << 2;
    to += (width * task.outC) << 2;
  }
}

/** One image x [.][paddedW][inC], whose first pixel is the first window's, to y [outH][outW][outC]. */
function convolve(task: ConvTask, x: usize, inC: i32, y: usize, outH: i32, outW: i32, outC: i32, bias: usize, scratch: usize): void {
  const tilesW = (outW + 3) >> 2;
  const tiles = ((outH + 3) >> 2) * tilesW;
  const block = blockTiles(task, tiles);
  const offsets = scratch + task.offsetsAt;
  const points = scratch + task.rowsAt;
  const products = points + POINTS * apart(block * inC);
  const temp = products + POINTS * apart(block * outC);
  const panelBytes = inC << 5;
  const filterPoint = apart((((outC + 7) >> 3) * panelBytes) >> 2);
  for (let t = 0; t < block; t++) store<i32>(offsets + (t << 2), (t * inC) << 2);
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    inputPoints(task, x, inC, first, count, tilesW, points, temp);
    const inPoint = apart(count * inC);
    const outPoint = apart(count * outC);
    for (let p = 0; p < POINTS; p++)
      for (let j = 0, panel = task.filter + p * filterPoint; j < outC; j += 8, panel += panelBytes)
        multiplyRows(count, points + p * inPoint, offsets, 1, inC, 0, panel, ZEROS, 0, products + p * outPoint + (j << 2), outC << 2, min(8, outC - j));
    for (let t = 0; t < count; t++) {
      const top = ((first + t) / tilesW) << 2;
      const left = ((first + t) % tilesW) << 2;
      for (let c = 0; c < outC; c += 4) {
        const from = products + ((t * outC + c) << 2);
        const to = y + (((top * outW + left) * outC + c) << 2);
        const addend = bias ? v128.load(bias + (c << 2)) : f32x4.splat(0);
        transformOutput(from, outPoint, to, (outW * outC) << 2, outC << 2, min(4, outH - top), min(4, outW - left), addend, temp);
      }
    }
  }
}

/** Blocks of nearly equal size. */
function blockTiles(task: ConvTask, tiles: i32): i32 {
  const blocks = (tiles + task.chunkTiles - 1) / task.chunkTiles;
  return (tiles + blocks - 1) / blocks;
}

/** The points [36][count][C] of the tiles from `first` on. */
function inputPoints(task: ConvTask, x: usize, channels: i32, first: i32, count: i32, tilesW: i32, to: usize, temp: usize): void {
  const pixel = channels << 2;
  const row = task.paddedW * pixel;
  for (let t = first; t < first + count; t++) {
    const tile = x + ((t / tilesW) << 2) * row + ((t % tilesW) << 2) * pixel;
    for (let c = 0; c < pixel; c += 16, to += 16) transformInput(tile + c, row, pixel, to, apart(count * channels), temp);
  }
}

/** Adds the filter's and the bias's gradient of the images [start, end) up in the partial block of their chunk. */
export function winogradGradFilter(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  const columns8 = (task.outC + 7) & ~7;
  const partial = task.partial + (start / task.chunk) * ((9 * task.inC + 1) * columns8 << 2);
  const biasSums = partial + ((9 * task.inC * columns8) << 2);
  const sums = scratch + task.rowsAt;
  const point = apart(task.inC * columns8);
  memory.fill(sums, 0, POINTS * point);
  memory.fill(biasSums, 0, columns8 << 2);
  clearPadded(task, scratch);
  const tilesW = (task.outW + 3) >> 2;
  const tiles = ((task.outH + 3) >> 2) * tilesW;
  const isWhole = ((task.outH | task.outW) & 3) == 0;
  const spread = scratch + task.spreadAt;
  if (!isWhole) memory.fill(spread, 0, (tiles * task.outC) << 6);
  for (let i = start; i < end; i++) {
    const x = padImage(task, task.x + i * imageBytes, scratch);
    const dz = blockGradient(task, i, scratch + task.dzAt);
    addColumnSums(dz, task.outH * task.outW, task.outC, biasSums);
    if (!isWhole) place(task, dz, spread, 0, 0, tilesW << 2);
    addPoints(task, x, isWhole ? dz : spread, tiles, tilesW, columns8, sums);
  }
  const temp = sums + POINTS * point;
  const plane = (task.inC * columns8) << 2;
  for (let c = 0; c < task.inC; c++)
    for (let j = 0; j < columns8; j += 4) {
      const at = (c * columns8 + j) << 2;
      transformFilterGradient(sums + at, point, partial + at, 3 * plane, plane, temp);
    }
}

/** sums[p][c][j] += sum over tiles of x's point · dz's point. */
function addPoints(task: ConvTask, x: usize, dz: usize, tiles: i32, tilesW: i32, columns8: i32, sums: usize): void {
  const inC = task.inC,
    outC = task.outC;
  const block = blockTiles(task, tiles);
  const point = apart(inC * columns8);
  const temp = sums + POINTS * point;
  const inPoints = temp + TEMP_BYTES;
  const outPoints = inPoints + POINTS * apart(block * inC);
  const pixel = outC << 2;
  const row = (tilesW << 2) * pixel;
  for (let first = 0; first < tiles; first += block) {
    const count = min(block, tiles - first);
    inputPoints(task, x, inC, first, count, tilesW, inPoints, temp);
    let to = outPoints;
    for (let t = first; t < first + count; t++) {
      const tile = dz + ((t / tilesW) << 2) * row + ((t % tilesW) << 2) * pixel;
      for (let c = 0; c < pixel; c += 16, to += 16) transformGradient(tile + c, row, pixel, to, apart(count * outC), temp);
    }
    for (let p = 0; p < POINTS; p++)
      for (let j = 0; j < outC; j += 8) {
        const a = inPoints + p * apart(count * inC);
        const b = outPoints + p * apart(count * outC) + (j << 2);
        const c = sums + p * point + (j << 2);
        multiplyColumns(inC, a, inC << 2, 1, count, 0, b, pixel, 0, c, columns8 << 2, c, columns8 << 2, 8);
      }
  }
}

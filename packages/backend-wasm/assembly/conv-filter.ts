import { clearPadded, ConvTask, padImage } from './conv-task';
import { blockGradient } from './block-gradient';
import { multiplyColumns } from './rows';
import { storeLanes } from './simd';

/** Adds the filter's and the bias's gradient of the images [start, end) up in the partial block of their chunk. */
export function convGradFilter(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  const taps = task.kH * task.kW * task.inC;
  const columns8 = (task.outC + 7) & ~7;
  const partial = task.partial + (start / task.chunk) * (((taps + 1) * columns8) << 2);
  memory.fill(partial, 0, ((taps + 1) * columns8) << 2);
  clearPadded(task, scratch);
  for (let i = start; i < end; i++) {
    const x = padImage(task, task.x + i * imageBytes, scratch);
    const dz = blockGradient(task, i, scratch + task.dzAt);
    addImage(task, x, dz, partial, columns8 << 2);
    addColumnSums(dz, task.outH * task.outW, task.outC, partial + ((taps * columns8) << 2));
  }
}

/** dFilter[ky][kx·inC + c][j] += sum over pixels of x at the tap · dz[pixel][j]; columns past outC hold rubbish. */
function addImage(task: ConvTask, x: usize, dz: usize, partial: usize, cStride: usize): void {
  const inPixel = task.inC << 2;
  const inRow = task.paddedW * inPixel;
  const outPixel = task.outC << 2;
  const isDense = task.dilationW == 1;
  const rows = isDense ? task.kW * task.inC : task.inC;
  const pieces = isDense ? 1 : task.kW;
  for (let j = 0; j < task.outC; j += 8) {
    let c = partial + (j << 2);
    for (let ky = 0; ky < task.kH; ky++)
      for (let piece = 0; piece < pieces; piece++) {
        const a = x + ky * task.dilationH * inRow + piece * task.dilationW * inPixel;
        multiplyColumns(rows, a, task.strideW * inPixel, task.outH, task.outW, task.strideH * inRow, dz + (j << 2), outPixel, task.outW * outPixel, c, cStride, c, cStride, 8);
        c += rows * cStride;
      }
  }
}

/** sums[j] += dz[0][j] + dz[1][j] + ...; columns past the last hold rubbish. */
export function addColumnSums(dz: usize, rows: i32, columns: i32, sums: usize): void {
  const stride = columns << 2;
  for (let j = 0; j < columns; j += 4) {
    let a = v128.load(sums + (j << 2)),
      b = f32x4.splat(0),
      from = dz + (j << 2),
      row = rows;
    for (; row >= 2; row -= 2) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from + stride));
      from += stride << 1;
    }
    if (row) a = f32x4.add(a, v128.load(from));
    v128.store(sums + (j << 2), f32x4.add(a, b));
  }
}

@unmanaged
export class SumPartialsTask {
  partial: usize;
  partials: i32;
  rows: i32;
  columns: i32;
  filter: usize;
  /** 0 where there is no bias. */
  bias: usize;
}

/** The rows [start, end) of the filter's gradient, then the bias's: the partial blocks added up in their order. */
export function sumPartials(task: SumPartialsTask, start: i32, end: i32, thread: i32): void {
  const columns8 = (task.columns + 7) & ~7;
  const block = ((task.rows + 1) * columns8) << 2;
  for (let row = start; row < end; row++) {
    const isBias = row == task.rows;
    if (isBias && !task.bias) return;
    const to = isBias ? task.bias : task.filter + ((row * task.columns) << 2);
    const from = task.partial + ((row * columns8) << 2);
    for (let j = 0; j < task.columns; j += 4) sumBlocks(to + (j << 2), from + (j << 2), task.partials, block, task.columns - j);
  }
}

function sumBlocks(to: usize, from: usize, partials: i32, block: i32, lanes: i32): void {
  let sum = v128.load(from);
  for (let i = 1; i < partials; i++) {
    from += block;
    sum = f32x4.add(sum, v128.load(from));
  }
  storeLanes(to, sum, lanes);
}

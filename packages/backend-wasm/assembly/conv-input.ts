import { blockGradient } from './block-gradient';
import { ConvTask } from './conv-task';
import { packPanels } from './pack';
import { multiplyRows, ZEROS } from './rows';
import { storeLanes } from './simd';

/** Rows of the input that share one product have at most this many output pixels. */
const GROUP_PIXELS: i32 = 64;

// Row iy of dx takes part in row oy of the output through row ky of the filter where oy·strideH + ky·dilationH = iy + padTop.
// For one iy those ky are `period` apart and their oy `step` apart, so the sum over ky and outC is one product
//   rows[ox][kx·inC + c] = sum over ky, outC of dz[oy(ky)][ox][outC] · filter[ky][kx][c][outC],
// after which dx[iy][ix] adds up the kW pieces rows[ox][kx] that fall on ix.

// @ts-ignore: decorator
@inline
function period(task: ConvTask): i32 {
  return task.strideH / gcd(task.strideH, task.dilationH);
}

// @ts-ignore: decorator
@inline
function step(task: ConvTask): i32 {
  return task.dilationH / gcd(task.strideH, task.dilationH);
}

function gcd(a: i32, b: i32): i32 {
  while (b) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

@unmanaged
export class PackInputTask {
  from: usize;
  to: usize;
  kH: i32;
  /** kW·inC, and outC. */
  rowNumbers: i32;
  outC: i32;
  period: i32;
}

/** Packs the filter for `convGradInput`: for each class of ky modulo the period, panels [ky][outC][8 of kW·inC]. */
export function packInput(task: PackInputTask, start: i32, end: i32, thread: i32): void {
  const panels = (task.rowNumbers + 7) >> 3;
  const block = task.outC << 5;
  let to = task.to;
  for (let first = 0; first < min(task.period, task.kH); first++) {
    const taps = (task.kH - first + task.period - 1) / task.period;
    for (let tap = 0; tap < taps; tap++) {
      const ky = first + tap * task.period;
      const row = task.from + ((ky * task.rowNumbers * task.outC) << 2);
      for (let panel = start; panel < end; panel++) {
        const column = row + (panel << 3) * (task.outC << 2);
        packPanels(column, to + (panel * taps + tap) * block, task.outC, task.rowNumbers - (panel << 3), 4, task.outC << 2, 0, 1);
      }
    }
    to += panels * taps * block;
  }
}

/** dx of the images [start, end). */
export function convGradInput(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  const offsets = scratch + task.offsetsAt;
  for (let i = 0; i < max(GROUP_PIXELS, task.outW); i++) store<i32>(offsets + (i << 2), (i * task.outC) << 2);
  for (let i = start; i < end; i++) {
    const dz = blockGradient(task, i, scratch + task.dzAt);
    gradientImage(task, dz, task.dx + i * imageBytes, offsets, scratch + task.rowsAt);
  }
}

function gradientImage(task: ConvTask, dz: usize, dx: usize, offsets: usize, rows: usize): void {
  const rowBytes = (task.inW * task.inC) << 2;
  const every = period(task),
    apart = step(task);
  const groupRows = task.strideH == 1 ? max(1, GROUP_PIXELS / task.outW) : 1;
  for (let iy = 0; iy < task.inH; ) {
    const position = iy + task.padTop;
    let first = 0;
    while (first < every && (position - first * task.dilationH) % task.strideH != 0) first++;
    const taps = first < min(every, task.kH) ? (task.kH - first + every - 1) / every : 0;
    const top = first < every ? (position - first * task.dilationH) / task.strideH : 0;
    const skip = skipped(top, apart, task.outH);
    const count = taps ? counted(top, apart, taps) - skip : 0;
    if (count <= 0) {
      memory.fill(dx + iy * rowBytes, 0, rowBytes);
      iy++;
      continue;
    }
    let group = 1;
    while (group < groupRows && iy + group < task.inH && isAlike(top + group, apart, taps, skip, count, task.outH)) group++;
    productRows(task, dz + (((top - skip * apart) * task.outW * task.outC) << 2), group, first, taps, skip, count, offsets, rows);
    for (let i = 0; i < group; i++) {
      gatherRow(task, rows + i * task.outW * rowStride(task), dx + (iy + i) * rowBytes);
    }
    iy += group;
  }
}

/** Taps at the start whose output row lies below the last one. */
// @ts-ignore: decorator
@inline
function skipped(top: i32, apart: i32, outH: i32): i32 {
  return top < outH ? 0 : (top - outH) / apart + 1;
}

/** Taps until the output row is above the first one. */
// @ts-ignore: decorator
@inline
function counted(top: i32, apart: i32, taps: i32): i32 {
  return top < 0 ? 0 : min(taps, top / apart + 1);
}

// @ts-ignore: decorator
@inline
function isAlike(top: i32, apart: i32, taps: i32, skip: i32, count: i32, outH: i32): bool {
  return skipped(top, apart, outH) == skip && counted(top, apart, taps) - skip == count;
}

// @ts-ignore: decorator
@inline
function rowStride(task: ConvTask): i32 {
  return ((task.kW * task.inC + 7) & ~7) << 2;
}

function productRows(task: ConvTask, dz: usize, group: i32, first: i32, taps: i32, skip: i32, count: i32, offsets: usize, rows: usize): void {
  const stride = rowStride(task);
  const panels = stride >> 5;
  const block = task.outC << 5;
  const segment = -((step(task) * task.outW * task.outC) << 2);
  let filter = task.filter;
  for (let i = 0, every = period(task); i < first; i++) filter += panels * ((task.kH - i + every - 1) / every) * block;
  for (let panel = 0; panel < panels; panel++) {
    const b = filter + (panel * taps + skip) * block;
    multiplyRows(group * task.outW, dz, offsets, count, task.outC, segment, b, ZEROS, 0, rows + (panel << 5), stride, 8);
  }
}

/** dx[ix][c] = sum over kx of rows[ox][kx·inC + c] where ox·strideW + kx·dilationW = ix + padLeft. */
function gatherRow(task: ConvTask, rows: usize, dx: usize): void {
  const stride = rowStride(task);
  const pixel = task.inC << 2;
  const back = pixel - task.dilationW * stride;
  for (let ix = 0; ix < task.inW; ix++) {
    const position = ix + task.padLeft;
    if (task.strideW == 1) {
      const over = position - (task.outW - 1);
      const first = over > 0 ? (over + task.dilationW - 1) / task.dilationW : 0;
      const last = min(task.kW - 1, position / task.dilationW);
      const from = rows + (position - first * task.dilationW) * stride + first * pixel;
      gatherPixel(from, back, last - first + 1, dx, task.inC);
    } else gatherStrided(task, rows, position, dx);
    dx += pixel;
  }
}

function gatherPixel(from: usize, back: usize, pieces: i32, dx: usize, channels: i32): void {
  for (let c = 0; c < channels; c += 4) {
    let piece = from + (c << 2),
      sum = f32x4.splat(0);
    for (let i = 0; i < pieces; i++) {
      sum = f32x4.add(sum, v128.load(piece));
      piece += back;
    }
    storeLanes(dx + (c << 2), sum, channels - c);
  }
}

function gatherStrided(task: ConvTask, rows: usize, position: i32, dx: usize): void {
  const stride = rowStride(task);
  for (let c = 0; c < task.inC; c += 4) {
    let sum = f32x4.splat(0);
    for (let kx = 0; kx < task.kW; kx++) {
      const start = position - kx * task.dilationW;
      if (start < 0 || start % task.strideW != 0 || start / task.strideW >= task.outW) continue;
      sum = f32x4.add(sum, v128.load(rows + (start / task.strideW) * stride + ((kx * task.inC + c) << 2)));
    }
    storeLanes(dx + (c << 2), sum, task.inC - c);
  }
}

import { ConvTask } from './conv-task';
import { madd, storeLanes } from './simd';

// One filter [kH][kW] for each channel, read in place from `task.filter` [kH][kW][C]; outC = inC = C. Which taps of a window lie
// inside the image is told once for a row and once for a column, so the sums have nothing to check.

/** y of the images [start, end). */
export function depthwiseForward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const pixel = task.inC << 2,
    xRow = task.inW * pixel,
    yRow = task.outW * pixel;
  for (let i = start; i < end; i++) {
    const x = task.x + i * task.inH * xRow;
    let y = task.y + i * task.outH * yRow;
    for (let oy = 0; oy < task.outH; oy++, y += yRow) {
      const top = oy * task.strideH - task.padTop,
        skipped = tapsBefore(top, task.dilationH, task.kH),
        rows = tapsInside(top, task.dilationH, task.kH, task.inH) - skipped,
        from = x + (top + skipped * task.dilationH) * xRow,
        filter = task.filter + skipped * task.kW * pixel;
      forwardRow(task, from, filter, rows, y);
    }
  }
}

function forwardRow(task: ConvTask, x: usize, filter: usize, rows: i32, y: usize): void {
  const pixel = task.inC << 2,
    xRow = task.dilationH * task.inW * pixel,
    xTap = task.dilationW * pixel,
    reach = (task.kW - 1) * task.dilationW;
  for (let ox = 0; ox < task.outW; ) {
    const left = ox * task.strideW - task.padLeft,
      skipped = tapsBefore(left, task.dilationW, task.kW),
      columns = tapsInside(left, task.dilationW, task.kW, task.inW) - skipped;
    const isWhole = ox + 4 <= task.outW && left >= 0 && left + 3 * task.strideW + reach < task.inW;
    const at = x + left * pixel + skipped * xTap;
    sumTaps(isWhole, task.inC, at, task.strideW * pixel, rows, columns, xRow, xTap, filter + skipped * pixel, task.kW * pixel, y + ox * pixel);
    ox += isWhole ? 4 : 1;
  }
}

/** dx of the images [start, end). */
export function depthwiseGradInput(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const pixel = task.inC << 2,
    dyRow = task.outW * pixel,
    dxRow = task.inW * pixel;
  for (let i = start; i < end; i++) {
    const dy = task.dy + i * task.outH * dyRow;
    let dx = task.dx + i * task.inH * dxRow;
    for (let iy = 0; iy < task.inH; iy++, dx += dxRow) {
      if (task.strideH == 1 && task.strideW == 1) gradientRow(task, dy, iy, dx);
      else stridedGradientRow(task, dy, iy, dx);
    }
  }
}

/** With stride 1 it is the forward pass over dy, whose taps go backwards. */
function gradientRow(task: ConvTask, dy: usize, iy: i32, dx: usize): void {
  const pixel = task.inC << 2,
    dyRow = task.outW * pixel,
    reach = (task.kW - 1) * task.dilationW;
  const bottom = iy + task.padTop,
    first = tapsBefore(task.outH - 1 - bottom, task.dilationH, task.kH),
    rows = tapsInside(task.outH - 1 - bottom, task.dilationH, task.kH, task.outH) - first,
    from = dy + (bottom - first * task.dilationH) * dyRow;
  for (let ix = 0; ix < task.inW; ) {
    const right = ix + task.padLeft,
      skipped = tapsBefore(task.outW - 1 - right, task.dilationW, task.kW),
      columns = tapsInside(task.outW - 1 - right, task.dilationW, task.kW, task.outW) - skipped;
    const isWhole = ix + 4 <= task.inW && right - reach >= 0 && right + 3 < task.outW;
    const at = from + (right - skipped * task.dilationW) * pixel;
    sumTaps(isWhole, task.inC, at, pixel, rows, columns, -(task.dilationH * dyRow), -(task.dilationW * pixel), task.filter + (first * task.kW + skipped) * pixel, task.kW * pixel, dx + ix * pixel);
    ix += isWhole ? 4 : 1;
  }
}

/** Taps of a window at `start` that lie before 0. */
// @ts-ignore: decorator
@inline
function tapsBefore(start: i32, dilation: i32, taps: i32): i32 {
  return start >= 0 ? 0 : min(taps, (dilation - 1 - start) / dilation);
}

/** Taps of a window at `start` that lie before `size`. */
// @ts-ignore: decorator
@inline
function tapsInside(start: i32, dilation: i32, taps: i32, size: i32): i32 {
  return start >= size ? 0 : min(taps, (size - 1 - start) / dilation + 1);
}

/** y of one pixel, or of four that lie `step` bytes apart, in all channels: sums over `rows` x `columns` taps. */
function sumTaps(isFour: bool, channels: i32, x: usize, step: usize, rows: i32, columns: i32, xRow: usize, xTap: usize, filter: usize, filterRow: usize, y: usize): void {
  if (rows <= 0 || columns <= 0) rows = 0;
  const pixel = channels << 2;
  for (let c = 0; c < channels; c += 4, x += 16, filter += 16, y += 16) {
    if (isFour) fourPixels(x, step, rows, columns, xRow, xTap, filter, filterRow, pixel, y, channels - c);
    else onePixel(x, rows, columns, xRow, xTap, filter, filterRow, pixel, y, channels - c);
  }
}

function onePixel(x: usize, rows: i32, columns: i32, xRow: usize, xTap: usize, filter: usize, filterRow: usize, pixel: usize, y: usize, lanes: i32): void {
  let sum = f32x4.splat(0);
  for (; rows > 0; rows--, x += xRow, filter += filterRow)
    for (let k = columns, at = x, tap = filter; k > 0; k--, at += xTap, tap += pixel) sum = madd(v128.load(at), v128.load(tap), sum);
  storeLanes(y, sum, lanes);
}

function fourPixels(x: usize, step: usize, rows: i32, columns: i32, xRow: usize, xTap: usize, filter: usize, filterRow: usize, pixel: usize, y: usize, lanes: i32): void {
  let sum0 = f32x4.splat(0),
    sum1 = sum0,
    sum2 = sum0,
    sum3 = sum0;
  for (; rows > 0; rows--, x += xRow, filter += filterRow)
    for (let k = columns, at = x, tap = filter; k > 0; k--, at += xTap, tap += pixel) {
      const w = v128.load(tap);
      sum0 = madd(v128.load(at), w, sum0);
      sum1 = madd(v128.load(at + step), w, sum1);
      sum2 = madd(v128.load(at + 2 * step), w, sum2);
      sum3 = madd(v128.load(at + 3 * step), w, sum3);
    }
  storeLanes(y, sum0, lanes);
  storeLanes(y + pixel, sum1, lanes);
  storeLanes(y + 2 * pixel, sum2, lanes);
  storeLanes(y + 3 * pixel, sum3, lanes);
}

function stridedGradientRow(task: ConvTask, dy: usize, iy: i32, dx: usize): void {
  const channels = task.inC;
  for (let ix = 0; ix < task.inW; ix++, dx += channels << 2)
    for (let c = 0; c < channels; c += 4) {
      let sum = f32x4.splat(0);
      for (let ky = 0; ky < task.kH; ky++) {
        const oy = outputOf(iy + task.padTop - ky * task.dilationH, task.strideH, task.outH);
        if (oy < 0) continue;
        for (let kx = 0; kx < task.kW; kx++) {
          const ox = outputOf(ix + task.padLeft - kx * task.dilationW, task.strideW, task.outW);
          if (ox < 0) continue;
          sum = madd(v128.load(dy + (((oy * task.outW + ox) * channels + c) << 2)), v128.load(task.filter + (((ky * task.kW + kx) * channels + c) << 2)), sum);
        }
      }
      storeLanes(dx + (c << 2), sum, channels - c);
    }
}

/** The output index whose window starts at `position`, or -1. */
// @ts-ignore: decorator
@inline
function outputOf(position: i32, stride: i32, size: i32): i32 {
  if (position < 0 || position % stride != 0) return -1;
  const index = position / stride;
  return index < size ? index : -1;
}

/** The filter's gradient over the images [start, end), into the partial block [kH·kW + 1][C8] of their chunk. */
export function depthwiseGradFilter(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const channels8 = (task.inC + 7) & ~7,
    taps = task.kH * task.kW,
    block = task.partial + (start / task.chunk) * (((taps + 1) * channels8) << 2);
  memory.fill(block, 0, (taps * channels8) << 2);
  for (let i = start; i < end; i++)
    for (let ky = 0, to = block; ky < task.kH; ky++)
      for (let kx = 0; kx < task.kW; kx++, to += channels8 << 2) addTap(task, i, ky, kx, to);
}

/** Adds up x·dy of one image over the output pixels whose tap (ky, kx) lies inside. */
function addTap(task: ConvTask, image: i32, ky: i32, kx: i32, to: usize): void {
  const pixel = task.inC << 2,
    down = ky * task.dilationH - task.padTop,
    right = kx * task.dilationW - task.padLeft,
    top = tapsBefore(down, task.strideH, task.outH),
    bottom = tapsInside(down, task.strideH, task.outH, task.inH),
    first = tapsBefore(right, task.strideW, task.outW),
    pixels = tapsInside(right, task.strideW, task.outW, task.inW) - first;
  if (pixels <= 0) return;
  for (let oy = top; oy < bottom; oy++) {
    const x = task.x + ((image * task.inH + oy * task.strideH + down) * task.inW + first * task.strideW + right) * pixel,
      dy = task.dy + ((image * task.outH + oy) * task.outW + first) * pixel;
    let c = 0;
    for (; c + 64 <= pixel; c += 64) addFourVectors(x + c, task.strideW * pixel, dy + c, pixel, pixels, to + c);
    for (; c < pixel; c += 16) addVector(x + c, task.strideW * pixel, dy + c, pixel, pixels, to + c);
  }
}

function addVector(x: usize, xStep: usize, dy: usize, dyStep: usize, pixels: i32, to: usize): void {
  let sum = v128.load(to);
  for (; pixels > 0; pixels--, x += xStep, dy += dyStep) sum = madd(v128.load(x), v128.load(dy), sum);
  v128.store(to, sum);
}

function addFourVectors(x: usize, xStep: usize, dy: usize, dyStep: usize, pixels: i32, to: usize): void {
  let sum0 = v128.load(to),
    sum1 = v128.load(to, 16),
    sum2 = v128.load(to, 32),
    sum3 = v128.load(to, 48);
  for (; pixels > 0; pixels--, x += xStep, dy += dyStep) {
    sum0 = madd(v128.load(x), v128.load(dy), sum0);
    sum1 = madd(v128.load(x, 16), v128.load(dy, 16), sum1);
    sum2 = madd(v128.load(x, 32), v128.load(dy, 32), sum2);
    sum3 = madd(v128.load(x, 48), v128.load(dy, 48), sum3);
  }
  v128.store(to, sum0);
  v128.store(to, sum1, 16);
  v128.store(to, sum2, 32);
  v128.store(to, sum3, 48);
}

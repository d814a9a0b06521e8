import { activationGradient, LINEAR, RELU, SIGMOID, slope4, TANH } from './activation';
import { ConvTask } from './conv-task';
import { isHalving, MAX, windowSize } from './pool';
import { copyNumbers, storeLanes } from './simd';

/** dz = poolgrad(dy)·activation'(y) for one image; may write up to three numbers past the end of dz. */
export function poolGradient(task: ConvTask, y: usize, dy: usize, dz: usize): void {
  if (isHalving(task)) {
    if (task.poolKind == MAX) halvingMaximum(task, y, dy, dz);
    else halvingAverage(task, y, dy, dz);
    return;
  }
  const numbers = task.outH * task.outW * task.outC;
  memory.fill(dz, 0, <usize>numbers << 2);
  for (let py = 0; py < task.poolH; py++)
    for (let px = 0; px < task.poolW; px++) {
      const top = py * task.poolStrideH - task.poolTop,
        left = px * task.poolStrideW - task.poolLeft;
      if (task.poolKind == MAX) spreadMaximum(task, top, left, y, dy, dz);
      else spreadAverage(task, top, left, dy, dz);
      dy += task.outC << 2;
    }
  if (task.activation != LINEAR) activationGradient(task.activation, dz, y, dz, numbers);
}

function halvingAverage(task: ConvTask, y: usize, dy: usize, dz: usize): void {
  if (task.activation == SIGMOID) averageRows(SIGMOID, task, y, dy, dz);
  else if (task.activation == RELU) averageRows(RELU, task, y, dy, dz);
  else if (task.activation == TANH) averageRows(TANH, task, y, dy, dz);
  else averageRows(LINEAR, task, y, dy, dz);
}

/** In the order of memory, so that what a store writes past a pixel's channels is overwritten by the next pixel. */
// @ts-ignore: decorator
@inline
function averageRows(activation: i32, task: ConvTask, y: usize, dy: usize, dz: usize): void {
  const channels = task.outC,
    pixel = channels << 2,
    pooledRow = task.poolW * pixel,
    quarter = f32x4.splat(0.25),
    one = f32x4.splat(1);
  for (let iy = 0; iy < task.outH; iy++) {
    let from = dy + (iy >> 1) * pooledRow;
    for (let px = 0; px < task.poolW; px++) {
      for (let c = 0; c < pixel; c += 16)
        v128.store(dz + c, slope4(activation, v128.load(y + c), f32x4.mul(quarter, v128.load(from + c)), one));
      y += pixel;
      dz += pixel;
      for (let c = 0; c < pixel; c += 16)
        v128.store(dz + c, slope4(activation, v128.load(y + c), f32x4.mul(quarter, v128.load(from + c)), one));
      y += pixel;
      dz += pixel;
      from += pixel;
    }
  }
}

function halvingMaximum(task: ConvTask, y: usize, dy: usize, dz: usize): void {
  if (task.activation == SIGMOID) maximumRows(SIGMOID, task, y, dy, dz);
  else if (task.activation == RELU) maximumRows(RELU, task, y, dy, dz);
  else if (task.activation == TANH) maximumRows(TANH, task, y, dy, dz);
  else maximumRows(LINEAR, task, y, dy, dz);
}

/** The gradient goes to the first maximum of a window, as in PyTorch. */
// @ts-ignore: decorator
@inline
function maximumRows(activation: i32, task: ConvTask, y: usize, dy: usize, dz: usize): void {
  const pixel = task.outC << 2,
    row = task.outW * pixel,
    one = f32x4.splat(1);
  for (let py = 0; py < task.poolH; py++) {
    for (let px = 0; px < task.poolW; px++) {
      for (let c = 0; c < task.outC; c += 4) {
        const from = y + (c << 2),
          to = dz + (c << 2),
          lanes = task.outC - c;
        const a = v128.load(from),
          b = v128.load(from + pixel),
          d = v128.load(from + row),
          e = v128.load(from + row + pixel);
        const top = f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(d, e));
        const isA = f32x4.eq(a, top);
        const isB = v128.andnot(f32x4.eq(b, top), isA);
        const ab = v128.or(isA, isB);
        const isD = v128.andnot(f32x4.eq(d, top), ab);
        const g = slope4(activation, top, v128.load(dy + (c << 2)), one);
        storeLanes(to, v128.and(g, isA), lanes);
        storeLanes(to + pixel, v128.and(g, isB), lanes);
        storeLanes(to + row, v128.and(g, isD), lanes);
        storeLanes(to + row + pixel, v128.andnot(g, v128.or(ab, isD)), lanes);
      }
      y += pixel << 1;
      dz += pixel << 1;
      dy += pixel;
    }
    y += row;
    dz += row;
  }
}

function spreadAverage(task: ConvTask, top: i32, left: i32, dy: usize, dz: usize): void {
  const scale = f32x4.splat(<f32>1 / <f32>windowSize(task, top, left));
  const bottom = min(top + task.poolKH, task.outH),
    right = min(left + task.poolKW, task.outW);
  for (let c = 0; c < task.outC; c += 4) {
    const g = f32x4.mul(scale, v128.load(dy + (c << 2)));
    for (let iy = max(top, 0); iy < bottom; iy++)
      for (let ix = max(left, 0); ix < right; ix++) {
        const to = dz + (((iy * task.outW + ix) * task.outC + c) << 2);
        storeLanes(to, f32x4.add(v128.load(to), g), task.outC - c);
      }
  }
}

function spreadMaximum(task: ConvTask, top: i32, left: i32, y: usize, dy: usize, dz: usize): void {
  const bottom = min(top + task.poolKH, task.outH),
    right = min(left + task.poolKW, task.outW);
  for (let c = 0; c < task.outC; c += 4) {
    let best = f32x4.splat(-Infinity),
      bestAt = i32x4.splat(-1);
    for (let iy = max(top, 0); iy < bottom; iy++)
      for (let ix = max(left, 0); ix < right; ix++) {
        const at = iy * task.outW + ix;
        const v = v128.load(y + ((at * task.outC + c) << 2));
        const isBetter = v128.or(f32x4.gt(v, best), i32x4.lt_s(bestAt, i32x4.splat(0)));
        best = v128.bitselect(v, best, isBetter);
        bestAt = v128.bitselect(i32x4.splat(at), bestAt, isBetter);
      }
    const g = v128.load(dy + (c << 2));
    for (let iy = max(top, 0); iy < bottom; iy++)
      for (let ix = max(left, 0); ix < right; ix++) {
        const at = iy * task.outW + ix;
        const to = dz + ((at * task.outC + c) << 2);
        const share = v128.and(g, i32x4.eq(bestAt, i32x4.splat(at)));
        storeLanes(to, f32x4.add(v128.load(to), share), task.outC - c);
      }
  }
}

/** The gradient of pooling alone, over the images [start, end): dx is in the place of dz, x in that of y. */
export function poolBackward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const numbers = task.outH * task.outW * task.outC;
  const pooledBytes = (task.poolH * task.poolW * task.outC) << 2;
  const spare = task.scratch + thread * task.scratchBytes;
  for (let i = start; i < end; i++) {
    const at = (i * numbers) << 2;
    poolGradient(task, task.y + at, task.dy + i * pooledBytes, spare);
    copyNumbers(task.dx + at, spare, numbers);
  }
}

import { ConvTask } from './conv-task';
import { storeLanes } from './simd';

export const MAX: i32 = 1;

/** Windows that tile the image exactly, two by two: the usual case, without bounds to check. */
// @ts-ignore: decorator
@inline
export function isHalving(task: ConvTask): bool {
  return (
    task.poolKH == 2 &&
    task.poolKW == 2 &&
    task.poolStrideH == 2 &&
    task.poolStrideW == 2 &&
    (task.poolTop | task.poolLeft | task.poolBottom | task.poolRight) == 0 &&
    task.outH == task.poolH << 1 &&
    task.outW == task.poolW << 1
  );
}

/** pooled = pool(y) for one image [outH][outW][outC]. */
export function poolImage(task: ConvTask, y: usize, pooled: usize): void {
  if (isHalving(task)) {
    if (task.poolKind == MAX) halve(true, task, y, pooled);
    else halve(false, task, y, pooled);
    return;
  }
  const pixel = task.outC << 2;
  for (let py = 0; py < task.poolH; py++) {
    const top = py * task.poolStrideH - task.poolTop;
    for (let px = 0; px < task.poolW; px++) {
      poolWindow(task, y, top, px * task.poolStrideW - task.poolLeft, pooled);
      pooled += pixel;
    }
  }
}

// @ts-ignore: decorator
@inline
function halve(isMax: bool, task: ConvTask, y: usize, pooled: usize): void {
  const pixel = task.outC << 2,
    row = task.outW * pixel,
    quarter = f32x4.splat(0.25);
  for (let py = 0; py < task.poolH; py++) {
    for (let px = 0; px < task.poolW; px++) {
      for (let c = 0; c < task.outC; c += 4) {
        const at = y + (c << 2);
        const a = v128.load(at),
          b = v128.load(at + pixel),
          d = v128.load(at + row),
          e = v128.load(at + row + pixel);
        const value = isMax
          ? f32x4.pmax(f32x4.pmax(a, b), f32x4.pmax(d, e))
          : f32x4.mul(quarter, f32x4.add(f32x4.add(a, b), f32x4.add(d, e)));
        storeLanes(pooled + (c << 2), value, task.outC - c);
      }
      y += pixel << 1;
      pooled += pixel;
    }
    y += row;
  }
}

/** Numbers that an average divides by: the window's part inside the padded image, or inside the image. */
export function windowSize(task: ConvTask, top: i32, left: i32): i32 {
  if (task.countIncludePad)
    return (
      (min(top + task.poolKH, task.outH + task.poolBottom) - top) *
      (min(left + task.poolKW, task.outW + task.poolRight) - left)
    );
  return (
    (min(top + task.poolKH, task.outH) - max(top, 0)) * (min(left + task.poolKW, task.outW) - max(left, 0))
  );
}

function poolWindow(task: ConvTask, y: usize, top: i32, left: i32, pooled: usize): void {
  const isMax = task.poolKind == MAX;
  const bottom = min(top + task.poolKH, task.outH),
    right = min(left + task.poolKW, task.outW),
    scale = f32x4.splat(<f32>1 / <f32>windowSize(task, top, left));
  for (let c = 0; c < task.outC; c += 4) {
    let value = f32x4.splat(isMax ? -Infinity : 0);
    for (let iy = max(top, 0); iy < bottom; iy++)
      for (let ix = max(left, 0); ix < right; ix++) {
        const v = v128.load(y + (((iy * task.outW + ix) * task.outC + c) << 2));
        value = isMax ? f32x4.pmax(value, v) : f32x4.add(value, v);
      }
    if (!isMax) value = f32x4.mul(value, scale);
    storeLanes(pooled + (c << 2), value, task.outC - c);
  }
}

/** Pooling alone, over the images [start, end): x is in the place of y. */
export function poolForward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const imageBytes = (task.outH * task.outW * task.outC) << 2;
  const pooledBytes = (task.poolH * task.poolW * task.outC) << 2;
  for (let i = start; i < end; i++) poolImage(task, task.y + i * imageBytes, task.pooled + i * pooledBytes);
}

import { ConvTask } from './conv-task';
import { madd, storeLanes } from './simd';

// One filter [kH][kW] for each channel, read in place from `task.filter` [kH][kW][C]; outC = inC = C.

/** y of the images [start, end). */
export function depthwiseForward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const channels = task.inC;
  for (let i = start; i < end; i++) {
    const x = task.x + ((i * task.inH * task.inW * channels) << 2);
    let y = task.y + ((i * task.outH * task.outW * channels) << 2);
    for (let oy = 0; oy < task.outH; oy++)
      for (let ox = 0; ox < task.outW; ox++) {
        const top = oy * task.strideH - task.padTop,
          left = ox * task.strideW - task.padLeft;
        for (let c = 0; c < channels; c += 4) {
          let sum = f32x4.splat(0);
          for (let ky = 0; ky < task.kH; ky++) {
            const iy = top + ky * task.dilationH;
            if (iy < 0 || iy >= task.inH) continue;
            for (let kx = 0; kx < task.kW; kx++) {
              const ix = left + kx * task.dilationW;
              if (ix < 0 || ix >= task.inW) continue;
              sum = madd(v128.load(x + (((iy * task.inW + ix) * channels + c) << 2)), v128.load(task.filter + (((ky * task.kW + kx) * channels + c) << 2)), sum);
            }
          }
          storeLanes(y + (c << 2), sum, channels - c);
        }
        y += channels << 2;
      }
  }
}

/** dx of the images [start, end). */
export function depthwiseGradInput(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const channels = task.inC;
  for (let i = start; i < end; i++) {
    const dy = task.dy + ((i * task.outH * task.outW * channels) << 2);
    let dx = task.dx + ((i * task.inH * task.inW * channels) << 2);
    for (let iy = 0; iy < task.inH; iy++)
      for (let ix = 0; ix < task.inW; ix++) {
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
        dx += channels << 2;
      }
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
  const channels = task.inC;
  const channels8 = (channels + 7) & ~7;
  let to = task.partial + (start / task.chunk) * (((task.kH * task.kW + 1) * channels8) << 2);
  for (let ky = 0; ky < task.kH; ky++)
    for (let kx = 0; kx < task.kW; kx++) {
      for (let c = 0; c < channels; c += 4) v128.store(to + (c << 2), tapGradient(task, start, end, ky, kx, c));
      to += channels8 << 2;
    }
}

function tapGradient(task: ConvTask, start: i32, end: i32, ky: i32, kx: i32, c: i32): v128 {
  const channels = task.inC;
  let sum = f32x4.splat(0);
  for (let i = start; i < end; i++)
    for (let oy = 0; oy < task.outH; oy++) {
      const iy = oy * task.strideH - task.padTop + ky * task.dilationH;
      if (iy < 0 || iy >= task.inH) continue;
      for (let ox = 0; ox < task.outW; ox++) {
        const ix = ox * task.strideW - task.padLeft + kx * task.dilationW;
        if (ix < 0 || ix >= task.inW) continue;
        const x = v128.load(task.x + ((((i * task.inH + iy) * task.inW + ix) * channels + c) << 2));
        const dy = v128.load(task.dy + ((((i * task.outH + oy) * task.outW + ox) * channels + c) << 2));
        sum = madd(x, dy, sum);
      }
    }
  return sum;
}

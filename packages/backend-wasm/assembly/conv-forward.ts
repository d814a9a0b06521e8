import { activate } from './activation';
import { clearPadded, ConvTask, padImage } from './conv-task';
import { planarImage } from './conv-planar';
import { poolImage } from './pool';
import { multiplyRows, ZEROS } from './rows';
import { copyNumbers } from './simd';

/** y and pooled of the images [start, end), each finished while it is in the cache; y at 0 stays in the thread's scratch. */
export function convForward(task: ConvTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  const imageBytes = (task.inH * task.inW * task.inC) << 2;
  clearPadded(task, scratch);
  if (!task.planar) windowOffsets(task, scratch + task.offsetsAt);
  for (let i = start; i < end; i++) {
    const x = padImage(task, task.x + i * imageBytes, scratch);
    const y = imageOfY(task, i, scratch);
    if (task.planar) planarImage(task, x, y);
    else channelsImage(task, x, y, scratch);
    finishImage(task, i, y, scratch + task.dzAt);
  }
}

/** Where y of image i goes: where nobody keeps it, into the room for dz. */
// @ts-ignore: decorator
@inline
export function imageOfY(task: ConvTask, i: i32, scratch: usize): usize {
  return task.y ? task.y + ((i * task.outH * task.outW * task.outC) << 2) : scratch + task.dzAt;
}

/**
 * Activation and pooling of image i at y. The last numbers go by way of `spare`, as another thread may own what follows the
 * image; where y itself lies there, nobody does.
 */
export function finishImage(task: ConvTask, i: i32, y: usize, spare: usize): void {
  activateImage(task, y, task.outH * task.outW * task.outC, spare);
  if (task.poolKind) poolImage(task, y, task.pooled + ((i * task.poolH * task.poolW * task.outC) << 2));
}

function activateImage(task: ConvTask, y: usize, count: i32, spare: usize): void {
  const whole = y == spare ? count : count & ~3;
  activate(task.activation, y, y, whole);
  if (whole == count || !task.activation) return;
  const rest = y + (whole << 2);
  activate(task.activation, spare, rest, count - whole);
  copyNumbers(rest, spare, count - whole);
}

/** Bytes from the padded image to the window of each output pixel. */
function windowOffsets(task: ConvTask, offsets: usize): void {
  const pixel = task.inC << 2;
  for (let y = 0; y < task.outH; y++)
    for (let x = 0; x < task.outW; x++) {
      store<i32>(offsets, (y * task.strideH * task.paddedW + x * task.strideW) * pixel);
      offsets += 4;
    }
}

/** Lanes along the output channels: windows are read in place, one segment for each row of the filter. */
function channelsImage(task: ConvTask, x: usize, y: usize, scratch: usize): void {
  const pixels = task.outH * task.outW;
  const taps = task.kH * task.kW * task.inC;
  const offsets = scratch + task.offsetsAt;
  const cStride = task.outC << 2;
  for (let j = 0, panel = task.filter; j < task.outC; j += 8, panel += taps << 5) {
    const init = task.bias ? task.bias + (j << 2) : ZEROS;
    const columns = min(8, task.outC - j);
    if (task.dilationW == 1) {
      const rowStride = (task.dilationH * task.paddedW * task.inC) << 2;
      multiplyRows(pixels, x, offsets, task.kH, task.kW * task.inC, rowStride, panel, init, 0, y + (j << 2), cStride, columns);
    } else dilatedPanel(task, x, offsets, panel, init, y + (j << 2), columns);
  }
}

/** With dilation along the width a row of the filter is not contiguous: one product for each row adds to y. */
function dilatedPanel(task: ConvTask, x: usize, offsets: usize, panel: usize, init: usize, y: usize, columns: i32): void {
  const pixels = task.outH * task.outW;
  const cStride = task.outC << 2;
  const row = (task.dilationH * task.paddedW * task.inC) << 2;
  const tap = (task.dilationW * task.inC) << 2;
  for (let ky = 0; ky < task.kH; ky++) {
    multiplyRows(pixels, x + ky * row, offsets, task.kW, task.inC, tap, panel, ky ? y : init, ky ? cStride : 0, y, cStride, columns);
    panel += (task.kW * task.inC) << 5;
  }
}

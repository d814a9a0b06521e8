import { copyNumbers } from './simd';

/**
 * A two-dimensional convolution with what may follow it, all NHWC: y = activation(x * filter + bias), pooled = pool(y).
 * Forward and both gradients read the same description.
 */
@unmanaged
export class ConvTask {
  x: usize;
  /** Forward: packed panels [kH·kW·inC][8], or the filter itself for the planar path. Input gradient: see conv-input. */
  filter: usize;
  bias: usize;
  y: usize;
  pooled: usize;
  /** Gradient of the last output: of `pooled` where there is a pool, else of `y`. */
  dy: usize;
  dx: usize;
  /** One block [kH·kW·inC + 1][outC8] for each chunk of images: the filter's gradient, then the bias's. */
  partial: usize;
  /** Images in a chunk. */
  chunk: i32;
  inH: i32;
  inW: i32;
  inC: i32;
  outH: i32;
  outW: i32;
  outC: i32;
  kH: i32;
  kW: i32;
  strideH: i32;
  strideW: i32;
  dilationH: i32;
  dilationW: i32;
  padTop: i32;
  padLeft: i32;
  paddedH: i32;
  paddedW: i32;
  activation: i32;
  /** 0 none, 1 max, 2 average. */
  poolKind: i32;
  poolH: i32;
  poolW: i32;
  poolKH: i32;
  poolKW: i32;
  poolStrideH: i32;
  poolStrideW: i32;
  poolTop: i32;
  poolBottom: i32;
  poolLeft: i32;
  poolRight: i32;
  countIncludePad: i32;
  /** Whether lanes run along the width (few channels in and out) instead of along the output channels. */
  planar: i32;
  scratch: usize;
  scratchBytes: i32;
  /** Bytes from a thread's scratch to its dz [outH·outW][outC], its row offsets and its rows of products. */
  dzAt: i32;
  offsetsAt: i32;
  rowsAt: i32;
  /** Winograd: the most tiles that go through the products together, and where dz lies filled up to whole tiles. */
  chunkTiles: i32;
  spreadAt: i32;
}

/** Whether the input image needs a copy with zeros around it. */
// @ts-ignore: decorator
@inline
export function isPadded(task: ConvTask): bool {
  return task.paddedH != task.inH || task.paddedW != task.inW;
}

/** Zeroes a thread's padded image once; `padImage` then only writes inside. */
export function clearPadded(task: ConvTask, padded: usize): void {
  if (isPadded(task)) memory.fill(padded, 0, (task.paddedH * task.paddedW * task.inC) << 2);
}

/** The image to read: `image` itself, or its copy with zeros around it in `padded`. */
export function padImage(task: ConvTask, image: usize, padded: usize): usize {
  if (!isPadded(task)) return image;
  const rowNumbers = task.inW * task.inC;
  const paddedRow = (task.paddedW * task.inC) << 2;
  let to = padded + ((task.padTop * task.paddedW + task.padLeft) * task.inC << 2);
  for (let y = 0; y < task.inH; y++) {
    copyNumbers(to, image, rowNumbers);
    to += paddedRow;
    image += rowNumbers << 2;
  }
  return padded;
}

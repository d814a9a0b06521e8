import type { Sides, Size2, Window } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';

/** Where a convolution's window goes; the padding is written out for every side. */
export type Placement = Pick<Window, 'kernelSize' | 'stride' | 'padding' | 'dilation' | 'outputSize'>;

/** The shape of a batch of images, `[N, H, W, C]`. */
export type Shape4 = readonly [number, number, number, number];

// The convolution and its two gradients on NHWC images and HWIO filters, all three by tfjs-core's Conv2D kernel alone:
// its own gradient kernels know no dilation, and not every backend has them.

/** `x [N, H, W, inC] * filter [kH, kW, inC, outC] -> [N, outH, outW, outC]`. */
export function convolveRaw(x: tf.Tensor4D, filter: tf.Tensor4D, place: Placement): tf.Tensor4D {
  return conv2dKernel(x, filter, place.stride, place.padding, place.dilation);
}

/** The gradient of `convolveRaw` for `x`, whose shape is `inputShape`. */
export function convolveRawGradInput(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  place: Placement,
  [, h, w]: Shape4,
): tf.Tensor4D {
  // Every output position sends its gradient back through the window: a full convolution with the turned filter.
  const [reachH, reachW] = reach(place);
  const turned = tf.transpose(tf.reverse(filter, [0, 1]), [0, 1, 3, 2]);
  const full = conv2dKernel(
    spread(dy, place.stride),
    turned,
    [1, 1],
    [
      [reachH, reachH],
      [reachW, reachW],
    ],
    place.dilation,
  );
  return crop(full, place.padding, [h, w]);
}

/** The gradient of `convolveRaw` for the filter: for each element of it, `x` under it times `dy`, summed. */
export function convolveRawGradFilter(x: tf.Tensor4D, dy: tf.Tensor4D, place: Placement): tf.Tensor4D {
  // Channels take the part of the batch, and stride and dilation change places.
  const images = tf.transpose(x, [3, 1, 2, 0]); // [inC, H, W, N]
  const windows = tf.transpose(dy, [1, 2, 0, 3]); // [outH, outW, N, outC]
  const byChannel = conv2dKernel(images, windows, place.dilation, place.padding, place.stride);
  const [kH, kW] = place.kernelSize;
  const [inC, , , outC] = byChannel.shape;
  return tf.transpose(tf.slice(byChannel, [0, 0, 0, 0], [inC, kH, kW, outC]), [1, 2, 0, 3]);
}

/** How far a window reaches beyond its first element. */
export function reach({ kernelSize, dilation }: Pick<Placement, 'kernelSize' | 'dilation'>): Size2 {
  return [dilation[0] * (kernelSize[0] - 1), dilation[1] * (kernelSize[1] - 1)];
}

/** Puts `stride - 1` zeros between neighbours: `[N, h, w, C] -> [N, (h - 1)·s + 1, (w - 1)·s + 1, C]`. */
export function spread(x: tf.Tensor4D, [sH, sW]: Size2): tf.Tensor4D {
  if (sH === 1 && sW === 1) return x;
  const [n, h, w, c] = x.shape;
  const rows = tf.pad(tf.reshape(x, [n * h, 1, w * c]), [
    [0, 0],
    [0, sH - 1],
    [0, 0],
  ]);
  const both = tf.pad(tf.reshape(rows, [n * h * sH, w, 1, c]), [
    [0, 0],
    [0, 0],
    [0, sW - 1],
    [0, 0],
  ]);
  const stuffed: tf.Tensor4D = tf.reshape(both, [n, h * sH, w * sW, c]);
  return tf.slice(stuffed, [0, 0, 0, 0], [n, (h - 1) * sH + 1, (w - 1) * sW + 1, c]);
}

/** Takes the image of `[h, w]` out of its padded form, of which zeros at the end may be missing. */
export function crop(padded: tf.Tensor4D, padding: readonly [Sides, Sides], [h, w]: Size2): tf.Tensor4D {
  const [n, paddedH, paddedW, c] = padded.shape;
  const [[top], [left]] = padding;
  const missingH = Math.max(0, top + h - paddedH);
  const missingW = Math.max(0, left + w - paddedW);
  const whole: tf.Tensor4D =
    missingH + missingW === 0
      ? padded
      : tf.pad(padded, [
          [0, 0],
          [0, missingH],
          [0, missingW],
          [0, 0],
        ]);
  return tf.slice(whole, [0, top, left, 0], [n, h, w, c]);
}

/** The Conv2D kernel itself: `tf.conv2d` refuses a stride beside a dilation, the kernels do not. */
function conv2dKernel(
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
  strides: Size2,
  padding: readonly [Sides, Sides],
  dilations: Size2,
): tf.Tensor4D {
  const attrs = { strides, pad: [[0, 0], ...padding, [0, 0]], dilations, dataFormat: 'NHWC' };
  return tf.engine().runKernel<tf.Tensor4D>(tf.Conv2D, { x, filter }, attrs as unknown as tf.NamedAttrMap);
}

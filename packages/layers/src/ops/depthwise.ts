import * as tf from '@tensorflow/tfjs-core';
import { type Placement, type Shape4, spread } from './raw-convolution.ts';

// The depthwise convolution of NHWC images, x [N, H, W, C] and filter [kH, kW, 1, C·m] for m filters a channel, and its
// two gradients, by tfjs-core's kernels for one filter a channel. These know no dilation everywhere, so that a filter is
// handed to them with zeros between its elements.

/** `[N, H, W, C] -> [N, outH, outW, C·m]`. */
export function depthwise(x: tf.Tensor4D, filter: tf.Tensor4D, place: Placement): tf.Tensor4D {
  const repeated = repeatChannels(x, filter.shape[3] / x.shape[3]);
  return run(tf.DepthwiseConv2dNative, { x: repeated, filter: stuffed(filter, place) }, place, {});
}

/** The gradient of `depthwise` for `x`, whose shape is `inputShape`. */
export function depthwiseGradInput(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  place: Placement,
  [n, h, w, c]: Shape4,
): tf.Tensor4D {
  const inputs = { dy, filter: stuffed(filter, place) };
  const repeatedShape = [n, h, w, filter.shape[3]];
  const dRepeated = run(tf.DepthwiseConv2dNativeBackpropInput, inputs, place, { inputShape: repeatedShape });
  return sumOfRepeats(dRepeated, filter.shape[3] / c);
}

/** The gradient of `depthwise` for the filter. */
export function depthwiseGradFilter(x: tf.Tensor4D, dy: tf.Tensor4D, place: Placement): tf.Tensor4D {
  const { kernelSize, dilation } = place;
  const outC = dy.shape[3];
  const repeated = repeatChannels(x, outC / x.shape[3]);
  const filterShape = [...[0, 1].map((axis) => dilation[axis]! * (kernelSize[axis]! - 1) + 1), outC, 1];
  const inputs = { x: repeated, dy };
  let dFilter = run(tf.DepthwiseConv2dNativeBackpropFilter, inputs, place, { filterShape });
  for (const axis of [0, 1]) {
    const elements = Array.from({ length: kernelSize[axis]! }, (_, i) => i * dilation[axis]!);
    if (dilation[axis]! > 1) dFilter = tf.gather(dFilter, elements, axis);
  }
  return tf.reshape(dFilter, [...kernelSize, 1, outC]);
}

function run(kernel: string, inputs: tf.NamedTensorMap, { stride, padding }: Placement, attrs: object): tf.Tensor4D {
  const all = { strides: stride, pad: [[0, 0], ...padding, [0, 0]], dilations: [1, 1], ...attrs };
  return tf.engine().runKernel<tf.Tensor4D>(kernel, inputs, all as unknown as tf.NamedAttrMap);
}

/** The filter `[kH, kW, 1, C]` as the kernels take it, `[rows, columns, C, 1]`, with zeros for the dilation. */
function stuffed(filter: tf.Tensor4D, { dilation }: Placement): tf.Tensor4D {
  const [kH, kW, , c] = filter.shape;
  const image = spread(tf.reshape(filter, [1, kH, kW, c]), dilation);
  const [, rows, columns] = image.shape;
  return tf.reshape(image, [rows, columns, c, 1]);
}

/** Each channel m times, one after the other. */
function repeatChannels(x: tf.Tensor4D, m: number): tf.Tensor4D {
  if (m === 1) return x;
  const [n, h, w, c] = x.shape;
  return tf.reshape(tf.tile(tf.reshape(x, [n * h * w, c, 1]), [1, 1, m]), [n, h, w, c * m]);
}

/** The gradient of `repeatChannels`. */
function sumOfRepeats(dy: tf.Tensor4D, m: number): tf.Tensor4D {
  if (m === 1) return dy;
  const [n, h, w, c] = dy.shape;
  return tf.reshape(tf.sum(tf.reshape(dy, [n * h * w, c / m, m]), 2), [n, h, w, c / m]);
}

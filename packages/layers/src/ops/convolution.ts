import * as tf from '@tensorflow/tfjs-core';
import { type Conv2dBlockAttrs, hasFused, runFused } from '../fused-kernels.ts';
import { depthwise, depthwiseGradFilter, depthwiseGradInput } from './depthwise.ts';
import {
  convolveRaw,
  convolveRawGradFilter,
  convolveRawGradInput,
  type Placement,
  type Shape4,
} from './raw-convolution.ts';

// The convolution and its two gradients on NHWC images and HWIO filters, without a tape. The channels may be split into
// groups: one channel each is a depthwise convolution, for which tfjs-core has kernels; otherwise group after group.

/** `x [N, H, W, inC] * filter [kH, kW, inC / groups, outC] -> [N, outH, outW, outC]`. */
export function convolve(x: tf.Tensor4D, filter: tf.Tensor4D, place: Placement, groups: number): tf.Tensor4D {
  if (isDepthwise(filter, groups)) return depthwise(x, filter, place);
  return byGroup(groups, [x, filter], (x, filter) =>
    hasFused('FeaturemapConv2dBlock')
      ? (runFused('FeaturemapConv2dBlock', { x, filter }, { ...plain(place), onlyLast: true })[0] as tf.Tensor4D)
      : convolveRaw(x, filter, place),
  );
}

/** The gradient of `convolve` for `x`, whose shape is `inputShape`. */
export function convolveGradInput(
  dy: tf.Tensor4D,
  filter: tf.Tensor4D,
  place: Placement,
  groups: number,
  inputShape: Shape4,
): tf.Tensor4D {
  if (isDepthwise(filter, groups)) return depthwiseGradInput(dy, filter, place, inputShape);
  const [n, h, w, c] = inputShape;
  const groupShape: Shape4 = [n, h, w, c / groups];
  return byGroup(groups, [dy, filter], (dy, filter) => {
    if (!hasFused('FeaturemapConv2dBlockGradInput')) return convolveRawGradInput(dy, filter, place, groupShape);
    const attrs = { ...plain(place), inputShape: groupShape };
    return runFused('FeaturemapConv2dBlockGradInput', { filter, y: dy, dy }, attrs)[0] as tf.Tensor4D;
  });
}

/** The gradient of `convolve` for the filter. */
export function convolveGradFilter(x: tf.Tensor4D, dy: tf.Tensor4D, place: Placement, groups: number): tf.Tensor4D {
  const inC = x.shape[3] / groups;
  const outC = dy.shape[3] / groups;
  const [kH, kW] = place.kernelSize;
  if (groups > 1 && inC === 1) return depthwiseGradFilter(x, dy, place);
  return byGroup(groups, [x, dy], (x, dy) => {
    if (!hasFused('FeaturemapConv2dBlockGradFilter')) return convolveRawGradFilter(x, dy, place);
    const attrs = { ...plain(place), filterShape: [kH, kW, inC, outC], hasBias: false };
    return runFused('FeaturemapConv2dBlockGradFilter', { x, y: dy, dy }, attrs)[0] as tf.Tensor4D;
  });
}

function isDepthwise(filter: tf.Tensor4D, groups: number): boolean {
  return groups > 1 && filter.shape[2] === 1;
}

/** A block that is a convolution alone; its gradients do not look at `y`. */
function plain({ stride, padding, dilation, outputSize }: Placement): Conv2dBlockAttrs {
  return { strides: stride, pads: padding, dilations: dilation, outSize: outputSize, activation: 'linear', pool: null };
}

/** Cuts the channels of two tensors into groups, and puts what `f` makes of each group one behind the other. */
function byGroup(
  groups: number,
  [a, b]: readonly [tf.Tensor4D, tf.Tensor4D],
  f: (a: tf.Tensor4D, b: tf.Tensor4D) => tf.Tensor4D,
): tf.Tensor4D {
  if (groups === 1) return f(a, b);
  const part = (x: tf.Tensor4D, g: number): tf.Tensor4D => {
    const [n, h, w, c] = x.shape;
    return tf.slice(x, [0, 0, 0, (g * c) / groups], [n, h, w, c / groups]);
  };
  return tf.concat(
    Array.from({ length: groups }, (_, g) => f(part(a, g), part(b, g))),
    3,
  );
}

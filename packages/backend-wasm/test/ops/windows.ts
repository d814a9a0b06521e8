import * as tf from '@tensorflow/tfjs-core';
import { type Op, tensorOf } from './op.ts';

type Sides = [before: number, after: number];

const border = (h: number, w = h): Sides[] => [
  [0, 0],
  [h, h],
  [w, w],
  [0, 0],
];

const kernel = (name: string, inputs: object, attrs: object) =>
  tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as tf.Tensor;

interface DepthwiseAttrs {
  readonly stride: number;
  readonly padding: readonly [number, number];
  readonly dilation: number;
}

function placeFilter({ stride, padding: [h, w], dilation }: DepthwiseAttrs) {
  return { strides: [stride, stride], pad: border(h, w), dilations: [dilation, dilation], dataFormat: 'NHWC' };
}

interface PoolAttrs {
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  readonly countIncludePad?: boolean;
}

/**
 * PyTorch's pooling as tfjs-core's: the padding is drawn out at the end for as far as a window hangs over. Padding that
 * counts becomes part of the image.
 */
function placePool(x: tf.Tensor, y: readonly number[], { kernel: size, stride, padding, countIncludePad }: PoolAttrs) {
  const pad = countIncludePad ? 0 : padding;
  const sides = [1, 2].map((axis) => {
    const over = (y[axis]! - 1) * stride + size - (x.shape[axis]! + 2 * padding);
    return [pad, pad + Math.max(0, over)];
  });
  return {
    image: countIncludePad ? tf.pad(x, border(padding)) : x,
    attrs: { filterSize: [size, size], strides: [stride, stride], pad: [[0, 0], ...sides, [0, 0]] },
  };
}

/** The ops that lay a window over images. */
export const windowOps: Readonly<Record<string, Op>> = {
  depthwise: {
    y: ([x, filter], attrs) => kernel('DepthwiseConv2dNative', { x, filter }, placeFilter(attrs)),
    grads(dy, [x, filter], attrs) {
      const toInput = { ...placeFilter(attrs), inputShape: x!.shape };
      const toFilter = { ...placeFilter(attrs), filterShape: filter!.shape };
      return [
        kernel('DepthwiseConv2dNativeBackpropInput', { dy, filter }, toInput),
        kernel('DepthwiseConv2dNativeBackpropFilter', { x, dy }, toFilter),
      ];
    },
  },
  maxPool: {
    y: ([x], attrs, { y }) => kernel('MaxPool', { x }, placePool(x!, y.shape, attrs).attrs),
    grads: (dy, [x], attrs, { y }) => [
      kernel('MaxPoolGrad', { dy, input: x, output: tensorOf(y) }, placePool(x!, y.shape, attrs).attrs),
    ],
  },
  avgPool: {
    y([x], attrs, { y }) {
      const placed = placePool(x!, y.shape, attrs);
      return kernel('AvgPool', { x: placed.image }, placed.attrs);
    },
    grads(dy, [x], attrs: PoolAttrs, { y, counts }) {
      const { kernel: size, padding, countIncludePad } = attrs;
      const placed = placePool(x!, y.shape, attrs);
      // tfjs-core's gradient divides by the whole window.
      const scaled = tf.mul(dy, tf.div(size * size, tensorOf(counts!)));
      const dx = kernel('AvgPoolGrad', { dy: scaled, input: placed.image }, placed.attrs);
      return [countIncludePad ? tf.slice(dx, [0, padding, padding, 0], x!.shape) : dx];
    },
  },
};

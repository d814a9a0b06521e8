import * as tf from '@tensorflow/tfjs-core';
import { numbers } from './variants.ts';

const even = (pad: number) => [
  [pad, pad],
  [pad, pad],
];

/** A 3x3 convolution with padding 1 over images of `size`², ReLU, and halving where there is a pool. */
const block = (size: number, pool: 'max' | 'avg' | null) => ({
  strides: [1, 1],
  pads: even(1),
  dilations: [1, 1],
  outSize: [size, size],
  activation: 'relu',
  pool: pool && {
    kind: pool,
    kernel: [2, 2],
    strides: [2, 2],
    pads: even(0),
    countIncludePad: true,
    outSize: [size / 2, size / 2],
  },
});

const SIZE = 16;
const CLASSES = 10;
const blocks = [
  { filter: [3, 3, 3, 16], attrs: block(SIZE, null) },
  { filter: [3, 3, 16, 16], attrs: block(SIZE, 'max') },
  { filter: [3, 3, 16, 32], attrs: block(SIZE / 2, 'avg') },
] as const;
const FEATURES = 32 * (SIZE / 4) ** 2;

/** How the parameters change: names of the numbers an optimizer keeps for each, its kernel, and attributes at a step. */
const optimizers = {
  momentum: {
    kept: ['v'],
    kernel: 'FeaturemapSgd',
    attrs: (step: number) => ({
      ...{ lr: 0.1, momentum: 0.9, dampening: 0.1, weightDecay: 1e-3, nesterov: false },
      first: step === 1,
    }),
  },
  adam: {
    kept: ['m', 'v'],
    kernel: 'FeaturemapAdam',
    attrs: (step: number) => ({
      ...{ lr: 0.003, beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 1e-3, decoupled: true },
      step,
    }),
  },
} as const;

export type OptimizerName = keyof typeof optimizers;

const kernel = (name: string, inputs: Readonly<Record<string, unknown>>, attrs: object) =>
  tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attrs as tf.NamedAttrMap) as unknown as tf.Tensor[];

/** The loss and the gradients of all parameters, filters and biases in turns. */
function gradientsOf(x: tf.Tensor4D, labels: tf.Tensor1D, parameters: readonly tf.Tensor[]): [tf.Tensor, tf.Tensor[]] {
  const inputs: tf.Tensor[] = [x];
  const saved = blocks.map(({ attrs }, i) => {
    const outputs = kernel(
      'FeaturemapConv2dBlock',
      { x: inputs[i], filter: parameters[2 * i], bias: parameters[2 * i + 1] },
      attrs,
    );
    inputs.push(outputs.at(-1)!);
    return outputs[0]!;
  });
  const last = inputs.at(-1)!;
  const flat = tf.reshape(last, [x.shape[0], FEATURES]);
  const [weight, bias] = parameters.slice(-2);
  const activation = 'linear';
  const [logits] = kernel('FeaturemapLinear', { x: flat, weight, bias }, { activation });
  const [loss, dLogits] = kernel('FeaturemapCrossEntropy', { logits, labels }, { labelSmoothing: 0 });
  const top = { y: logits, dy: dLogits };
  const gradients = kernel('FeaturemapLinearGradWeight', { x: flat, ...top }, { activation, hasBias: true });
  const [dFlat] = kernel('FeaturemapLinearGradInput', { weight, ...top }, { activation });
  let dy = tf.reshape(dFlat!, last.shape);
  for (let i = blocks.length - 1; i >= 0; i--) {
    const { filter: filterShape, attrs } = blocks[i]!;
    const filterAttrs = { ...attrs, filterShape, hasBias: true };
    gradients.unshift(...kernel('FeaturemapConv2dBlockGradFilter', { x: inputs[i], y: saved[i], dy }, filterAttrs));
    if (i === 0) break;
    const inputAttrs = { ...attrs, inputShape: inputs[i]!.shape };
    [dy] = kernel('FeaturemapConv2dBlockGradInput', { filter: parameters[2 * i], y: saved[i], dy }, inputAttrs) as [
      tf.Tensor,
    ];
  }
  return [loss!, gradients];
}

/** Trains a small VGG on made-up images by the fused kernels alone; calls `report` with each loss, returns the weights. */
export function trainVgg(
  optimizer: OptimizerName,
  batch: number,
  steps: number,
  report: (loss: number) => void = () => {},
): Float32Array[] {
  const draw = numbers(2);
  const tensor = (shape: readonly number[], scale: number) =>
    tf.tensor(
      draw(shape.reduce((product, n) => product * n, 1)).map((v) => v * scale),
      [...shape],
    );
  const shapes = [...blocks.map(({ filter }) => filter as readonly number[]), [FEATURES, CLASSES]];
  let parameters = shapes.flatMap((shape) => [tensor(shape, 0.12), tensor(shape.slice(-1), 0.01)]);
  const x = tensor([batch, SIZE, SIZE, 3], 1) as tf.Tensor4D;
  const labels = tf.tensor1d(
    Int32Array.from({ length: batch }, (_, i) => (7 * i) % CLASSES),
    'int32',
  );
  const { kept, kernel: name, attrs } = optimizers[optimizer];
  const count = parameters.length;
  let state = kept.map(() => parameters.map((p) => tf.zerosLike(p)));
  for (let step = 1; step <= steps; step++) {
    const updated = tf.tidy(() => {
      const [loss, gradients] = gradientsOf(x, labels, parameters);
      report(loss.dataSync()[0]!);
      const inputs = Object.fromEntries(
        parameters.flatMap((p, k) => [
          [`p${k}`, p],
          [`g${k}`, gradients[k]],
          ...kept.map((letter, j) => [`${letter}${k}`, state[j]![k]]),
        ]),
      );
      return kernel(name, inputs, { ...attrs(step), count });
    });
    tf.dispose([parameters, state]);
    const each = 1 + kept.length;
    parameters = updated.filter((_, i) => i % each === 0);
    state = kept.map((_, j) => updated.filter((_, i) => i % each === 1 + j));
  }
  const values = parameters.map((p) => p.dataSync() as Float32Array);
  tf.dispose([x, labels, parameters, state]);
  return values;
}

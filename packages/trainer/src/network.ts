import type * as tf from '@tensorflow/tfjs-core';

/** What `fit` and `evaluate` ask of a network; every `sequential(…)` of @featuremap/layers has it. */
export interface Network {
  /** A batch of images, in the data format, to one number for each class, `[N, classes]`. */
  forward(images: tf.Tensor): tf.Tensor;
  /** What `forward` takes: `[N, H, W, C]` (default) or `[N, C, H, W]`; a loader's batches are turned as needed. */
  readonly dataFormat?: 'NHWC' | 'NCHW';
  /** Whether layers such as dropout behave as in training. */
  readonly training: boolean;
  train(): unknown;
  eval(): unknown;
}

/** What `fit` asks of an optimizer: SGD, Adam and AdamW of @featuremap/layers have it. */
export interface Optimizer {
  /** One step down the gradient of `loss`, whose value before the step it returns. */
  minimize(loss: () => tf.Scalar): tf.Scalar;
}

/**
 * The mean loss of a batch.
 *
 * @param outputs what the network gives, `[N, classes]`
 * @param labels the class of each sample, int32 `[N]`
 */
export type Loss = (outputs: tf.Tensor2D, labels: tf.Tensor1D) => tf.Scalar;

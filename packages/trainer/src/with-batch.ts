import type { Batch } from '@featuremap/datasets';
import * as tf from '@tensorflow/tfjs-core';
import type { Network } from './network.ts';

/** Runs `act` with the images of a batch, in the network's format, and the labels as tensors, which are gone afterwards. */
export function withBatch<T>(net: Network, batch: Batch, act: (images: tf.Tensor4D, labels: tf.Tensor1D) => T): T {
  const images = tf.tidy(() => {
    const nhwc = tf.tensor4d(batch.images, [...batch.shape]);
    return net.dataFormat === 'NCHW' ? tf.transpose(nhwc, [0, 3, 1, 2]) : nhwc;
  });
  const labels = tf.tensor1d(batch.labels, 'int32');
  try {
    return act(images, labels);
  } finally {
    tf.dispose([images, labels]);
  }
}

import type { Batch, DataLoader } from '@featuremap/datasets';
import { ArgumentError, requireKnownOptions } from '@featuremap/errors';
import { crossEntropy } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs-core';
import type { Loss, Network } from './network.ts';
import { SampleMeans } from './sample-means.ts';
import { Turn } from './turn.ts';
import { withBatch } from './with-batch.ts';

/** Options of {@link evaluate}. */
export interface EvaluateOptions {
  /** Default: cross entropy of logits. */
  readonly loss?: Loss;
  /**
   * Called with each batch and what the network gives for it, `[N, classes]`; the tensor is disposed of afterwards. A
   * promise is waited for.
   */
  readonly onBatch?: (batch: Batch, outputs: tf.Tensor) => void | Promise<void>;
  /** Ends the evaluation between two batches or after the last: the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What {@link evaluate} gives. */
export interface Evaluation {
  /** Mean loss of all samples. */
  readonly loss: number;
  /** Share of the samples whose largest output is that of their class, 0 to 1. */
  readonly accuracy: number;
  /** How many samples there were. */
  readonly samples: number;
}

/**
 * Loss and accuracy of a network on all samples of a loader, each sample counting the same whatever its batch. Runs in
 * evaluation mode on the active tfjs backend, and puts the network back into the mode it was in.
 *
 * @throws {ArgumentError} when the loader has no batch.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import { ArrayDataset, DataLoader } from '@featuremap/datasets';
 * import { Flatten, input, Linear, sequential } from '@featuremap/layers';
 * import { evaluate } from '@featuremap/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * tf.enableProdMode();
 * const net = sequential(input(1, 2, 1), new Flatten(), new Linear(2, 2)).init(0);
 * net.loadStateDict({ '1.weight': tf.eye(2), '1.bias': tf.zeros([2]) });
 * const images = new Uint8Array([255, 0, 0, 255, 255, 0]);
 * const dataset = new ArrayDataset(images, [0, 1, 1], { shape: [1, 2, 1], classes: ['left', 'right'] });
 * const { accuracy, samples } = await evaluate(net, new DataLoader(dataset, { batchSize: 2 }));
 * console.log(accuracy.toFixed(3), samples); // 0.667 3
 * ```
 */
export async function evaluate(net: Network, loader: DataLoader, options: EvaluateOptions = {}): Promise<Evaluation> {
  requireKnownOptions('evaluate', options, ['loss', 'onBatch', 'signal'] satisfies (keyof EvaluateOptions)[]);
  const { loss = crossEntropy, onBatch, signal } = options;
  if (loader.length === 0) throw new ArgumentError('evaluate: the loader has no batch');
  const wasTraining = net.training;
  const means = new SampleMeans();
  const turn = new Turn();
  net.eval();
  try {
    signal?.throwIfAborted();
    for await (const batch of loader) {
      const outputs = withBatch(net, batch, (images, labels) => {
        const [given, batchLoss] = tf.tidy(() => {
          const y = net.forward(images) as tf.Tensor2D;
          return [y, loss(y, labels)];
        });
        means.add(batchLoss, given, labels);
        return given;
      });
      try {
        await onBatch?.(batch, outputs);
      } finally {
        outputs.dispose();
      }
      if (onBatch === undefined && loader.collate === undefined) loader.recycle(batch);
      if (turn.isDue) await turn.give();
      signal?.throwIfAborted();
    }
    await means.read();
    signal?.throwIfAborted();
  } finally {
    means.dispose();
    if (wasTraining) net.train();
  }
  const { accuracy, samples } = means;
  return { loss: means.loss, accuracy, samples };
}

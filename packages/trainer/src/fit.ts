import type { DataLoader } from '@featuremap/datasets';
import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf, StateError } from '@featuremap/errors';
import { crossEntropy } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs-core';
import { type Evaluation, evaluate } from './evaluate.ts';
import type { Loss, Network, Optimizer } from './network.ts';
import { SampleMeans } from './sample-means.ts';
import { Turn } from './turn.ts';
import { withBatch } from './with-batch.ts';

/** A batch that was trained on, and how far the training is. */
export interface BatchEvent {
  /** 1 to `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** 1 to `batches`. */
  readonly batch: number;
  readonly batches: number;
  /** Samples in this batch. */
  readonly samples: number;
  /** Mean loss of this batch, before the step. */
  readonly loss: number;
  /** Share of this batch that is right, before the step. */
  readonly accuracy: number;
  /** Training images of this epoch so far over its wall time so far. */
  readonly imagesPerSecond: number;
  /** Estimated seconds until `fit` is done, at the rate of this epoch; the validation is in it once one has run. */
  readonly secondsLeft: number;
}

/** A finished epoch. */
export interface EpochEvent {
  /** 1 to `epochs`. */
  readonly epoch: number;
  readonly epochs: number;
  /** Training images of the epoch. */
  readonly samples: number;
  /** Mean loss of the training images, each as it was when its batch came. */
  readonly loss: number;
  /** Share of the training images that were right when their batch came. */
  readonly accuracy: number;
  /** What `evaluate` gave on `validation` after the epoch; absent without one. */
  readonly validation?: Evaluation;
  /** Training images over the wall time of the training part: loading the data counts, validation does not. */
  readonly imagesPerSecond: number;
  /** Wall time of the training part. */
  readonly seconds: number;
}

/** Options of {@link fit}. */
export interface FitOptions {
  /** Takes the steps; made from the same network's parameters. */
  readonly optimizer: Optimizer;
  /** How often to go through the loader; default 1. */
  readonly epochs?: number;
  /** Default: cross entropy of logits. */
  readonly loss?: Loss;
  /** Samples to evaluate on after each epoch; default none. */
  readonly validation?: DataLoader | undefined;
  /**
   * Called for every batch in order, with its loss. To keep the device busy the losses are fetched about ten times a
   * second, so a call may come a few batches late. A promise is waited for.
   */
  readonly onBatch?: (event: BatchEvent) => void | Promise<void>;
  /** Called after every epoch and its validation. A promise is waited for. */
  readonly onEpoch?: (event: EpochEvent) => void | Promise<void>;
  /**
   * Ends the training between two batches: the promise rejects with the signal's reason. The weights are those after the
   * last step, and training may go on from them.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * What to do when a loss is NaN or infinite: 'throw' (default), or 'continue', which trains on and reports the loss as
   * it is. Found when the loss is fetched, up to a tenth of a second and one batch after the step.
   */
  readonly nonFinite?: 'throw' | 'continue';
}

/**
 * Trains a network on the active tfjs backend: in each epoch one step of the optimizer for every batch of the loader, then
 * the validation. Loss and accuracy are means over samples, so a small last batch counts by its size. The network is in
 * training mode meanwhile and afterwards in the mode it was in. No tensor is left behind.
 *
 * @returns the events of all epochs.
 * @throws {ArgumentError} when an option is unknown or out of range, or the loader has no batch.
 * @throws {StateError} when a loss is NaN or infinite, unless `nonFinite` is 'continue'.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import { ArrayDataset, DataLoader } from '@featuremap/datasets';
 * import { Flatten, input, Linear, SGD, sequential } from '@featuremap/layers';
 * import { fit } from '@featuremap/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * tf.enableProdMode();
 * const net = sequential(input(1, 2, 1), new Flatten(), new Linear(2, 2)).init(0);
 * const images = new Uint8Array([255, 0, 0, 255, 200, 50, 50, 200]);
 * const dataset = new ArrayDataset(images, [0, 1, 0, 1], { shape: [1, 2, 1], classes: ['left', 'right'] });
 * const history = await fit(net, new DataLoader(dataset, { batchSize: 2 }), {
 *   optimizer: new SGD(net.parameters(), { lr: 1 }),
 *   epochs: 20,
 * });
 * console.log(history.length, history.at(-1).accuracy); // 20 1
 * ```
 */
export async function fit(net: Network, loader: DataLoader, options: FitOptions): Promise<EpochEvent[]> {
  requireKnownOptions('fit', options, [
    'optimizer',
    'epochs',
    'loss',
    'validation',
    'onBatch',
    'onEpoch',
    'signal',
    'nonFinite',
  ] satisfies (keyof FitOptions)[]);
  const { optimizer, loss = crossEntropy, validation, onBatch, onEpoch, signal, nonFinite = 'throw' } = options;
  const epochs = requireInteger('fit', 'epochs', options.epochs ?? 1, { min: 1 });
  requireOneOf('fit', 'nonFinite', nonFinite, ['throw', 'continue']);
  if (typeof optimizer?.minimize !== 'function') {
    throw new ArgumentError('fit: optimizer must have a method minimize', {
      remedy: '{ optimizer: new SGD(net.parameters(), { lr: 0.1 }) }',
    });
  }
  const batches = loader.length;
  if (batches === 0) throw new ArgumentError('fit: the loader has no batch');
  if (validation?.length === 0) throw new ArgumentError('fit: the validation loader has no batch');

  const wasTraining = net.training;
  const history: EpochEvent[] = [];
  let validationSeconds = 0;
  let turn = new Turn();

  async function trainEpoch(epoch: number): Promise<EpochEvent> {
    const means = new SampleMeans();
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    let reported = 0;
    const report = async (): Promise<void> => {
      const read = await means.read();
      const imagesPerSecond = means.samples / seconds();
      for (const batchMeans of read) {
        reported++;
        if (nonFinite === 'throw' && !Number.isFinite(batchMeans.loss))
          throw notFinite(batchMeans.loss, epoch, reported);
        const batchesLeft = batches - reported + (epochs - epoch) * batches;
        const trainingLeft = (seconds() / reported) * batchesLeft;
        const secondsLeft = trainingLeft + (epochs - epoch + 1) * validationSeconds;
        await onBatch?.({ epoch, epochs, batch: reported, batches, ...batchMeans, imagesPerSecond, secondsLeft });
      }
    };
    net.train();
    try {
      for await (const batch of loader) {
        signal?.throwIfAborted();
        withBatch(net, batch, (images, labels) => {
          let outputs: tf.Tensor2D | undefined;
          try {
            const batchLoss = optimizer.minimize(() => {
              outputs = tf.keep(net.forward(images) as tf.Tensor2D);
              return loss(outputs, labels);
            });
            means.add(batchLoss, outputs!, labels);
          } finally {
            outputs?.dispose();
          }
        });
        if (loader.collate === undefined) loader.recycle(batch);
        if (!turn.isDue) continue;
        await report();
        await turn.give();
      }
      signal?.throwIfAborted();
      await report();
    } finally {
      means.dispose();
    }
    const { samples, accuracy } = means;
    const took = seconds();
    return { epoch, epochs, samples, loss: means.loss, accuracy, imagesPerSecond: samples / took, seconds: took };
  }

  try {
    for (let epoch = 1; epoch <= epochs; epoch++) {
      let event = await trainEpoch(epoch);
      if (validation !== undefined) {
        const started = performance.now();
        event = { ...event, validation: await evaluate(net, validation, { loss, signal }) };
        validationSeconds = (performance.now() - started) / 1000;
      }
      history.push(event);
      await onEpoch?.(event);
      turn = new Turn();
    }
  } finally {
    if (wasTraining) net.train();
    else net.eval();
  }
  return history;
}

function notFinite(loss: number, epoch: number, batch: number): StateError {
  return new StateError(`fit: the loss of batch ${batch} in epoch ${epoch} is ${loss}`, {
    rule: 'every loss must be finite',
    remedy: "a smaller learning rate, or { nonFinite: 'continue' } to train on",
  });
}

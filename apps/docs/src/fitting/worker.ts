import { type ArrayDataset, DataLoader } from '@featuremap/datasets';
import {
  Adam,
  Conv2d,
  chain,
  crossEntropy,
  Dropout,
  Flatten,
  input,
  Linear,
  MaxPool2d,
  ReLU,
  type Sequential,
} from '@featuremap/layers';
import { accuracy } from '@featuremap/layers/metrics';
import { Generator } from '@featuremap/random';
import { evaluate, fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { ArrivingImages } from '../training/arriving-images.ts';
import { failureOf } from '../training/failure-of.ts';
import { imagesPerPart, testPart, trainParts } from '../training/parts.ts';
import { startBackend } from '../training/start-backend.ts';
import type { Report, Request, Score, Setting } from './messages.ts';

const BATCH_SIZE = 50;
const LEARNING_RATE = 0.002;

const tell = (report: Report): void => postMessage(report);

const ready = Promise.all([
  read(trainParts[0]!, imagesPerPart.train),
  read(testPart, imagesPerPart.test),
  startBackend(),
]);
let abort = new AbortController();

async function read(part: string, count: number): Promise<ArrivingImages> {
  const images = new ArrivingImages(count);
  await images.fetchPart(part);
  return images;
}

/** One convolution and a hidden layer; small enough for a page, large enough to learn 500 images by heart. */
function netOf({ units, dropout }: Setting): Sequential {
  return chain(
    input(28, 28, 1),
    ...[new Conv2d(1, 8, { kernelSize: 3, padding: 1 }), new ReLU(), new MaxPool2d(2)],
    ...[new Flatten(), new Linear(1568, units), new ReLU(), new Dropout(dropout)],
    new Linear(units, 10),
  );
}

async function answer({ setting, epochs, members }: Request): Promise<void> {
  abort.abort();
  abort = new AbortController();
  const { signal } = abort;
  const [trainImages, testImages] = await ready;
  signal.throwIfAborted();
  const net = netOf(setting).init(0);
  try {
    await train(net, { images: trainImages.dataset(setting.images), test: testImages.dataset(), epochs, signal });
    if (members > 0) await convene(net, { test: testImages.dataset(), members, signal });
    tell({ kind: 'done' });
  } finally {
    net.dispose();
  }
}

interface Training {
  readonly images: ArrayDataset;
  readonly test: ArrayDataset;
  readonly epochs: number;
  readonly signal: AbortSignal;
}

async function train(net: Sequential, { images, test, epochs, signal }: Training): Promise<void> {
  const shuffled = new DataLoader(images, { batchSize: BATCH_SIZE, shuffle: true, generator: new Generator(0) });
  await fit(net, shuffled, {
    optimizer: new Adam(net.parameters(), { lr: LEARNING_RATE }),
    epochs,
    signal,
    validation: new DataLoader(test, { batchSize: 500 }),
    async onEpoch({ epoch, validation }) {
      // Measured as the others are: after the epoch, and with nothing switched off.
      const { loss } = await evaluate(net, new DataLoader(images, { batchSize: 500 }), { signal });
      tell({ kind: 'epoch', epoch, loss, validation: validation! });
    },
  });
}

interface Convening {
  readonly test: ArrayDataset;
  readonly members: number;
  readonly signal: AbortSignal;
}

/** Lets members answer one after another: the network with other units switched off each time. */
async function convene(net: Sequential, { test, members, signal }: Convening): Promise<void> {
  const shares = Float32Array.from(test.images, (byte) => byte / 255);
  const x = tf.tensor(shares, [test.length, ...test.shape]);
  const labels = tf.tensor1d(test.labels, 'int32');
  const probabilities = (): tf.Tensor2D => tf.tidy(() => tf.softmax(net.forward(x) as tf.Tensor2D));
  const score = (given: tf.Tensor2D): Score => ({
    loss: tf.tidy(() => crossEntropy(tf.log(given), labels).dataSync()[0]!),
    accuracy: accuracy(given, labels),
  });
  let sum = tf.zeros<tf.Rank.R2>([test.length, 10]);
  try {
    net.train();
    for (let count = 1; count <= members; count++) {
      const alone = probabilities();
      const before = sum;
      sum = tf.add(before, alone);
      const together = tf.div<tf.Tensor2D>(sum, count);
      tell({ kind: 'member', members: count, alone: score(alone), together: score(together) });
      tf.dispose([before, alone, together]);
      await new Promise((turn) => setTimeout(turn)); // another request may come in between
      signal.throwIfAborted();
    }
    net.eval();
    const whole = probabilities();
    tell({ kind: 'whole', score: score(whole) });
    whole.dispose();
  } finally {
    tf.dispose([x, labels, sum]);
  }
}

addEventListener('message', ({ data }: MessageEvent<Request>) => {
  answer(data).catch((thrown: unknown) => {
    const error = failureOf(thrown);
    if (error) tell({ kind: 'failed', error });
  });
});

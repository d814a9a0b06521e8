import '@tensorflow/tfjs-backend-cpu';
import { ArrayDataset, type Batch, DataLoader, type Sample } from '@featuremap/datasets';
import { crossEntropy, Dropout, Flatten, input, Linear, SGD, sequential } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import { expectClose, rejectionOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test, vi } from 'vitest';
import * as api from './index.ts';
import { type BatchEvent, type EpochEvent, evaluate, fit } from './index.ts';

tf.enableProdMode();
await tf.setBackend('cpu');

const classes = ['left', 'right'];

/** Images of two pixels whose brighter one is the class. */
function makeDataset(n: number, seed = 1): ArrayDataset {
  const generator = new Generator(seed);
  const images = Uint8Array.from(generator.randint(0, 256, 2 * n));
  const labels = Array.from({ length: n }, (_, i) => Number(images[2 * i]! <= images[2 * i + 1]!));
  return new ArrayDataset(images, labels, { shape: [1, 2, 1], classes });
}

function makeNet() {
  return sequential(input(1, 2, 1), new Flatten(), new Linear(2, 2)).init(0);
}

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "evaluate",
      "fit",
    ]
  `);
});

test('loss and accuracy of an epoch are those of a loop written by hand, a small last batch counting by its size', async () => {
  const dataset = makeDataset(7);
  const byHand = makeNet();
  const steps = new SGD(byHand.parameters(), { lr: 0.5 });
  let lossSum = 0;
  let correct = 0;
  const losses: number[] = [];
  for (const [from, to] of [
    [0, 3],
    [3, 6],
    [6, 7],
  ] as const) {
    const x = tf.tensor4d(
      Float32Array.from(dataset.images.subarray(2 * from, 2 * to), (byte) => byte / 255),
      [to - from, 1, 2, 1],
    );
    const labels = tf.tensor1d(dataset.labels.slice(from, to), 'int32');
    const predicted = tf.tidy(() => tf.argMax(byHand.forward(x), 1).dataSync());
    correct += Array.from(predicted).filter((p, i) => p === dataset.labels[from + i]).length;
    const loss = steps.minimize(() => crossEntropy(byHand.forward(x) as tf.Tensor2D, labels));
    losses.push(loss.arraySync());
    lossSum += losses.at(-1)! * (to - from);
  }

  const net = makeNet();
  const batches: BatchEvent[] = [];
  const history = await fit(net, new DataLoader(dataset, { batchSize: 3 }), {
    optimizer: new SGD(net.parameters(), { lr: 0.5 }),
    onBatch: (event) => void batches.push(event),
  });
  expect(batches.map(({ epoch, epochs, batch, batches: of, samples }) => [epoch, epochs, batch, of, samples])).toEqual([
    [1, 1, 1, 3, 3],
    [1, 1, 2, 3, 3],
    [1, 1, 3, 3, 1],
  ]);
  expect(batches.map(({ loss }) => loss)).toEqual(losses);
  const [epoch] = history;
  expectClose([epoch!.loss, epoch!.accuracy], [lossSum / 7, correct / 7], { rtol: 1e-12 });
  expect(epoch!.samples).toBe(7);
  expectClose([epoch!.imagesPerSecond], [7 / epoch!.seconds]);
  for (const [i, parameter] of net.parameters().entries()) {
    expect(parameter.dataSync()).toEqual(byHand.parameters()[i]!.dataSync());
  }
});

test('training learns, the validation runs after each epoch, and secondsLeft goes down to the last validation', async () => {
  const net = makeNet();
  const epochs: EpochEvent[] = [];
  const batches: BatchEvent[] = [];
  const history = await fit(
    net,
    new DataLoader(makeDataset(64), { batchSize: 8, shuffle: true, generator: new Generator(0) }),
    {
      optimizer: new SGD(net.parameters(), { lr: 2 }),
      epochs: 20,
      validation: new DataLoader(makeDataset(33, 2), { batchSize: 10 }),
      onBatch: (event) => void batches.push(event),
      onEpoch: (event) => void epochs.push(event),
    },
  );
  expect(history).toEqual(epochs);
  expect(history.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(history.at(-1)!.accuracy).toBeGreaterThan(0.9);
  expect(history.at(-1)!.validation!.samples).toBe(33);
  expect(history.at(-1)!.validation!.accuracy).toBeGreaterThan(0.9);
  expect(batches.length).toBe(160);
  expect(batches.every(({ secondsLeft, imagesPerSecond }) => secondsLeft >= 0 && imagesPerSecond > 0)).toBe(true);
});

test('no tensor is left behind, however the training ends', async () => {
  const net = makeNet();
  const optimizer = new SGD(net.parameters(), { lr: 0.1, momentum: 0.9 });
  const loader = new DataLoader(makeDataset(20), { batchSize: 6 });
  await fit(net, loader, { optimizer });
  const before = tf.memory().numTensors;
  await fit(net, loader, { optimizer, epochs: 5, validation: loader });
  expect(tf.memory().numTensors).toBe(before);

  const controller = new AbortController();
  const aborted = fit(net, loader, {
    optimizer,
    epochs: 5,
    signal: controller.signal,
    onEpoch: () => controller.abort(),
  });
  await expect(aborted).rejects.toSatisfy((reason) => reason === controller.signal.reason);
  const failing = fit(net, loader, {
    optimizer,
    loss: () => {
      throw new Error('a loss of the caller');
    },
  });
  await expect(failing).rejects.toThrow('a loss of the caller');
  await expect(fit(net, loader, { optimizer, loss: () => tf.scalar(1) })).rejects.toThrow();
  const inCallback = fit(net, loader, { optimizer, onBatch: () => Promise.reject(new Error('a callback')) });
  await expect(inCallback).rejects.toThrow('a callback');
  const inEvaluation = evaluate(net, loader, { onBatch: () => Promise.reject(new Error('a callback')) });
  await expect(inEvaluation).rejects.toThrow('a callback');
  expect(tf.memory().numTensors).toBe(before);
});

test('an abort in the middle of an epoch leaves the weights of the last step', async () => {
  const dataset = makeDataset(40);
  const controller = new AbortController();
  const net = makeNet();
  let steps = 0;
  const optimizer = new SGD(net.parameters(), { lr: 0.5 });
  const counting = {
    minimize(loss: () => tf.Scalar) {
      if (++steps === 3) controller.abort(new Error('enough'));
      return optimizer.minimize(loss);
    },
  };
  const training = fit(net, new DataLoader(dataset, { batchSize: 4 }), {
    optimizer: counting,
    epochs: 2,
    signal: controller.signal,
  });
  await expect(training).rejects.toThrow('enough');
  expect(steps).toBe(3);

  const other = makeNet();
  await fit(other, new DataLoader(dataset.take(12), { batchSize: 4 }), {
    optimizer: new SGD(other.parameters(), { lr: 0.5 }),
  });
  expect(net.parameters()[0]!.dataSync()).toEqual(other.parameters()[0]!.dataSync());
});

test('a signal that is aborted already stops before the first step', async () => {
  const net = makeNet();
  const before = net.parameters()[0]!.dataSync().slice();
  const loader = new DataLoader(makeDataset(4));
  const optimizer = new SGD(net.parameters(), { lr: 1 });
  await expect(fit(net, loader, { optimizer, signal: AbortSignal.abort('no') })).rejects.toBe('no');
  await expect(evaluate(net, loader, { signal: AbortSignal.abort('no') })).rejects.toBe('no');
  expect(net.parameters()[0]!.dataSync()).toEqual(before);
});

test('the memory of batches goes back to the loader, but not of those that somebody else was given', async () => {
  const net = makeNet();
  const loader = new DataLoader(makeDataset(8), { batchSize: 4 });
  const recycled = vi.spyOn(loader, 'recycle');
  await fit(net, loader, { optimizer: new SGD(net.parameters(), { lr: 1 }), epochs: 2 });
  await evaluate(net, loader);
  expect(recycled).toHaveBeenCalledTimes(6);
  const seen: Batch[] = [];
  await evaluate(net, loader, { onBatch: (batch) => void seen.push(batch) });
  expect(seen.map(({ images }) => images.length)).toEqual([8, 8]);

  const collate = (samples: readonly Sample[]): Batch => ({
    images: Float32Array.from(samples.flatMap(({ pixels }) => [...pixels.data])),
    shape: [samples.length, 1, 2, 1],
    labels: Int32Array.from(samples, ({ label }) => label),
    indices: new Int32Array(samples.length),
  });
  const own = new DataLoader(makeDataset(8), { batchSize: 4, collate });
  await fit(net, own, { optimizer: new SGD(net.parameters(), { lr: 1 }) });
  expect((await evaluate(net, own)).samples).toBe(8);
});

test('an evaluation that is aborted while its means are fetched gives no result', async () => {
  const controller = new AbortController();
  const fetched = vi.spyOn(tf.Tensor.prototype, 'data').mockImplementation(async function (
    this: tf.Tensor,
  ): Promise<never> {
    controller.abort('late');
    return this.dataSync() as never;
  });
  const loader = new DataLoader(makeDataset(4));
  await expect(evaluate(makeNet(), loader, { signal: controller.signal })).rejects.toBe('late');
  fetched.mockRestore();
});

test('the network trains in training mode, is evaluated in evaluation mode, and gets its own mode back', async () => {
  const net = sequential(input(1, 2, 1), new Flatten(), new Dropout(0.5), new Linear(2, 2)).init(0);
  const loader = new DataLoader(makeDataset(4));
  const modes: string[] = [];
  net.registerForwardHook(() => void modes.push(net.training ? 'train' : 'eval'));
  for (const mode of [true, false]) {
    modes.length = 0;
    net.train(mode);
    await fit(net, loader, { optimizer: new SGD(net.parameters(), { lr: 0.1 }), validation: loader });
    expect(modes.join(' ')).toBe('train train train train eval eval eval eval');
    expect(net.training).toBe(mode);
    await evaluate(net, loader);
    expect(net.training).toBe(mode);
  }
});

test('a callback may be async: the training waits for it', async () => {
  const net = makeNet();
  const order: string[] = [];
  const later = async (name: string) => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push(name);
  };
  await fit(net, new DataLoader(makeDataset(2)), {
    optimizer: new SGD(net.parameters(), { lr: 0.1 }),
    epochs: 2,
    onBatch: ({ epoch, batch }) => later(`${epoch}.${batch}`),
    onEpoch: ({ epoch }) => later(`epoch ${epoch}`),
  });
  expect(order).toEqual(['1.1', '1.2', 'epoch 1', '2.1', '2.2', 'epoch 2']);
});

test('a loss that is not finite is an error, or is trained through when asked', async () => {
  const contradiction = new ArrayDataset(new Uint8Array(16).fill(255), [0, 1, 0, 1, 0, 1, 0, 1], {
    shape: [1, 2, 1],
    classes,
  });
  const loader = new DataLoader(contradiction);
  const diverging = makeNet();
  const training = fit(diverging, loader, { optimizer: new SGD(diverging.parameters(), { lr: 1e38 }) });
  expect(await rejectionOf(() => training)).toMatchInlineSnapshot(`
    "fit: the loss of batch 3 in epoch 1 is Infinity
      Rule      every loss must be finite
      Try       a smaller learning rate, or { nonFinite: 'continue' } to train on"
  `);
  const net = makeNet();
  const optimizer = new SGD(net.parameters(), { lr: 1e38 });
  const losses: number[] = [];
  const [epoch] = await fit(net, loader, {
    optimizer,
    nonFinite: 'continue',
    onBatch: ({ loss }) => void losses.push(loss),
  });
  expect(losses.map(Number.isFinite)).toContain(false);
  expect(losses.length).toBe(8);
  expect(Number.isFinite(epoch!.loss)).toBe(false);
});

test('evaluate: means over samples, and onBatch sees every batch with its outputs', async () => {
  const net = makeNet();
  net.loadStateDict({ '1.weight': tf.eye(2), '1.bias': tf.zeros([2]) });
  const dataset = makeDataset(11);
  const seen: [Batch, number[]][] = [];
  const one = await evaluate(net, new DataLoader(dataset, { batchSize: 11 }));
  const many = await evaluate(net, new DataLoader(dataset, { batchSize: 4 }), {
    onBatch: (batch, outputs) => void seen.push([batch, outputs.shape]),
  });
  expect(one.accuracy).toBe(1);
  expect(many.samples).toBe(11);
  expectClose([many.loss, many.accuracy], [one.loss, one.accuracy]);
  expect(seen.map(([batch, shape]) => [[...batch.indices], shape])).toEqual([
    [
      [0, 1, 2, 3],
      [4, 2],
    ],
    [
      [4, 5, 6, 7],
      [4, 2],
    ],
    [
      [8, 9, 10],
      [3, 2],
    ],
  ]);
});

test('a network with channels first gets its batches turned', async () => {
  const images = Uint8Array.from(new Generator(0).randint(0, 256, 3 * 2 * 2 * 3));
  const dataset = new ArrayDataset(images, [0, 1, 0], { shape: [2, 2, 3], classes });
  const last = sequential(input(2, 2, 3), new Flatten(), new Linear(12, 2)).init(0);
  const first = sequential(input(3, 2, 2, { dataFormat: 'NCHW' }), new Flatten(), new Linear(12, 2)).init(0);
  const [a, b] = await Promise.all([evaluate(last, new DataLoader(dataset)), evaluate(first, new DataLoader(dataset))]);
  expectClose([a.loss], [b.loss]);
});

test('errors', async () => {
  const net = makeNet();
  const loader = new DataLoader(makeDataset(2));
  const empty = new DataLoader(makeDataset(0));
  const optimizer = new SGD(net.parameters(), { lr: 0.1 });
  for (const epochs of [0, 1.5, Number.NaN, -1, '3']) {
    expect(await rejectionOf(() => fit(net, loader, { optimizer, epochs: epochs as number }))).toContain(
      'fit: epochs must be an integer of at least 1, not',
    );
  }
  expect(await rejectionOf(() => fit(net, loader, {} as never))).toMatchInlineSnapshot(`
    "fit: optimizer must have a method minimize
      Try       { optimizer: new SGD(net.parameters(), { lr: 0.1 }) }"
  `);
  expect(await rejectionOf(() => fit(net, loader, { optimizer, epoch: 3 } as never))).toMatchInlineSnapshot(`
    "fit: unknown option 'epoch'
      Received  { optimizer: SGD, epoch: 3 }
      Rule      the options are optimizer, epochs, loss, validation, onBatch, onEpoch, signal, nonFinite
      Try       'epochs'"
  `);
  expect(await rejectionOf(() => fit(net, loader, { optimizer, nonFinite: 'ignore' as never }))).toMatchInlineSnapshot(
    `"fit: nonFinite must be one of 'throw', 'continue', not 'ignore'"`,
  );
  expect(await rejectionOf(() => fit(net, empty, { optimizer }))).toMatchInlineSnapshot(
    `"fit: the loader has no batch"`,
  );
  expect(await rejectionOf(() => fit(net, loader, { optimizer, validation: empty }))).toMatchInlineSnapshot(
    `"fit: the validation loader has no batch"`,
  );
  expect(await rejectionOf(() => evaluate(net, empty))).toMatchInlineSnapshot(`"evaluate: the loader has no batch"`);
  expect(await rejectionOf(() => evaluate(net, loader, { batchSize: 1 } as never))).toMatchInlineSnapshot(`
    "evaluate: unknown option 'batchSize'
      Received  { batchSize: 1 }
      Rule      the options are loss, onBatch, signal"
  `);
});

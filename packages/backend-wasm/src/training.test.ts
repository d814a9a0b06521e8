import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, test } from 'vitest';
import { trainLeNet } from '../test/train-lenet.ts';
import { trainVgg } from '../test/train-vgg.ts';
import { trainingNames, trainings } from '../test/trainings.ts';
import { BACKEND_NAME, setDeterministic, setThreads } from './index.ts';

/** The SHA-256 of weights, bit for bit. */
function bitsOf(weights: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const values of weights) hash.update(new Uint8Array(values.buffer));
  return hash.digest('hex');
}

afterAll(() => setDeterministic(false));

describe.each(trainingNames)('%s', (name) => {
  test.each([false, true])('the number of threads changes no bit of the weights (deterministic: %s)', async (mode) => {
    await setDeterministic(mode);
    await tf.setBackend(BACKEND_NAME);
    const bits: string[] = [];
    for (const threads of [1, 2, 3]) {
      await setThreads(threads);
      bits.push(bitsOf(trainings[name]()));
    }
    expect(new Set(bits).size).toBe(1);
  });
});

test.each(['momentum', 'adam'] as const)('a small VGG learns (%s)', async (optimizer) => {
  await tf.setBackend(BACKEND_NAME);
  const losses: number[] = [];
  trainVgg(optimizer, 32, 40, (loss) => losses.push(loss));
  expect(losses[0]).toBeGreaterThan(2);
  expect(losses.at(-1)).toBeLessThan(0.8 * losses[0]!);
});

test.each([
  ['LeNet', trainLeNet],
  ['a small VGG with AdamW', (batch, steps, report) => trainVgg('adam', batch, steps, report)],
] satisfies [string, typeof trainLeNet][])(
  'the peak of memory is flat over 1,000 steps of %s, and nothing is left',
  async (_name, train) => {
    setThreads(2);
    await setDeterministic(false);
    await tf.setBackend(BACKEND_NAME);
    const usage = () => tf.memory() as unknown as { wasmLiveBytes: number; wasmPeakBytes: number; numTensors: number };
    const before = usage();
    train(8, 20);
    const { wasmPeakBytes } = usage();
    let loss = 0;
    train(8, 1000, (value) => {
      loss = value;
    });
    expect(usage().wasmPeakBytes).toBe(wasmPeakBytes);
    expect(usage().wasmLiveBytes).toBe(before.wasmLiveBytes);
    expect(usage().numTensors).toBe(before.numTensors);
    expect(loss).toBeLessThan(2.31);
  },
);

test('tf.memory counts bytes as tensors come and go', async () => {
  await tf.setBackend(BACKEND_NAME);
  const before = tf.memory().numBytes;
  const x = tf.square(tf.ones([1000]));
  expect(tf.memory().numBytes - before).toBe(8000);
  x.dispose();
});

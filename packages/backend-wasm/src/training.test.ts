import { createHash } from 'node:crypto';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, expect, test } from 'vitest';
import { trainLeNet } from '../test/train-lenet.ts';
import { BACKEND_NAME, setDeterministic, setThreads } from './index.ts';

/** The SHA-256 of weights, bit for bit. */
function bitsOf(weights: readonly Float32Array[]): string {
  const hash = createHash('sha256');
  for (const values of weights) hash.update(new Uint8Array(values.buffer));
  return hash.digest('hex');
}

afterAll(() => setDeterministic(false));

test.each([false, true])('the number of threads changes no bit of the weights (deterministic: %s)', async (mode) => {
  await setDeterministic(mode);
  await tf.setBackend(BACKEND_NAME);
  const bits = [1, 2, 3].map((threads) => {
    setThreads(threads);
    return bitsOf(trainLeNet(64, 5));
  });
  expect(new Set(bits).size).toBe(1);
});

test('the peak of memory is flat over 1,000 steps, and nothing is left', { timeout: 120_000 }, async () => {
  setThreads(2);
  await setDeterministic(false);
  await tf.setBackend(BACKEND_NAME);
  const usage = () => tf.memory() as unknown as { wasmLiveBytes: number; wasmPeakBytes: number; numTensors: number };
  const before = usage();
  trainLeNet(8, 20);
  const { wasmPeakBytes } = usage();
  let loss = 0;
  trainLeNet(8, 1000, (value) => {
    loss = value;
  });
  expect(usage().wasmPeakBytes).toBe(wasmPeakBytes);
  expect(usage().wasmLiveBytes).toBe(before.wasmLiveBytes);
  expect(usage().numTensors).toBe(before.numTensors);
  expect(loss).toBeLessThan(2.31);
});

test('tf.memory counts bytes as tensors come and go', async () => {
  await tf.setBackend(BACKEND_NAME);
  const before = tf.memory().numBytes;
  const x = tf.square(tf.ones([1000]));
  expect(tf.memory().numBytes - before).toBe(8000);
  x.dispose();
});

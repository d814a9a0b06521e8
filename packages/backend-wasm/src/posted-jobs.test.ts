// With more than one thread kernels are posted ahead, and JavaScript goes on: these programs give and take numbers meanwhile.
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, test } from 'vitest';
import { numbers } from '../test/variants.ts';
import type { WasmBackend } from './backend.ts';
import { BACKEND_NAME, setThreads } from './index.ts';

beforeEach(async () => {
  await tf.setBackend(BACKEND_NAME);
});

/** The last numbers of a chain of products on new data in each step, which is let go of before it was waited for. */
function chains(steps: number): Float32Array[] {
  const draw = numbers(5);
  const weight = tf.tensor(draw(300 * 300), [300, 300]);
  const results = Array.from({ length: steps }, () =>
    tf.tidy(() => {
      let x: tf.Tensor = tf.tensor(draw(64 * 300), [64, 300]);
      for (let i = 0; i < 4; i++) x = tf.relu(tf.add(tf.div(tf.matMul(x, weight), 10), tf.tensor(draw(300))));
      return x;
    }),
  );
  const read = results.map((result) => result.dataSync() as Float32Array);
  tf.dispose([weight, ...results]);
  return read;
}

test('new data does not reach kernels that were posted before it', async () => {
  await setThreads(1);
  const expected = chains(60);
  await setThreads(3);
  for (let i = 0; i < 5; i++) {
    const isSame = chains(60).map((found, step) => found.every((value, k) => value === expected[step]![k]));
    expect(isSame).toEqual(new Array(60).fill(true));
  }
});

test('what the CPU kernels read and JavaScript fills is in order with what was posted', async () => {
  await setThreads(3);
  const ones = tf.ones([500, 400]);
  for (let i = 0; i < 50; i++) {
    const last = tf.tidy(() => {
      const y = tf.pad(
        tf.matMul(ones, tf.fill([400, 300], 2)),
        [
          [1, 1],
          [0, 0],
        ],
        i,
      );
      return tf.slice(tf.cumsum(y, 0), [501, 0], [1, 300]);
    });
    expect(new Set(last.dataSync())).toEqual(new Set([500 * 800 + 2 * i]));
    last.dispose();
  }
  ones.dispose();
});

test('threads may change while kernels are posted', async () => {
  const a = tf.fill([200, 200], 0.5);
  for (let i = 0; i < 20; i++) {
    const y = tf.tidy(() => tf.matMul(tf.matMul(a, a), a));
    const started = setThreads(1 + (i % 3));
    expect(y.dataSync()[77]).toBe(5000);
    y.dispose();
    await started;
  }
  a.dispose();
});

test('a kernel that fails is named when its result is waited for, and the next ones work', async () => {
  await setThreads(3);
  const backend = tf.backend() as WasmBackend;
  const behind = backend.heap.usage.size;
  backend.launch('relu', 1 << 20, 1 << 15, { from: behind, to: behind, alpha: 0, beta: 0 });
  expect(() => backend.heap.float32).toThrow('backend-wasm: the kernel relu failed');
  const a = tf.ones([300, 300]);
  expect(tf.matMul(a, a).dataSync()[7]).toBe(300);
});

test('time() waits for the kernels', async () => {
  await setThreads(2);
  const a = tf.ones([300, 300]);
  const { heap } = tf.backend() as WasmBackend;
  tf.matMul(a, a).dispose();
  expect(heap.jobs.posted).toBeGreaterThan(0);
  await tf.time(() => tf.matMul(a, a).dispose());
  expect(heap.jobs.posted).toBe(0);
  a.dispose();
});

// The program of the page in browser.test.ts, bundled into one plain script.
import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAME, backendInfo, setDeterministic, setThreads } from '../dist/index.js';
import { Control } from '../dist/thread-control.js';
import { trainLeNet } from './train-lenet.ts';
import { type TrainingName, trainings } from './trainings.ts';

/** The weights after a deterministic training as SHA-256, and how the backend ran. */
async function trainInPage(name: TrainingName, threads: number) {
  await setThreads(threads);
  await setDeterministic(true);
  await tf.setBackend(BACKEND_NAME);
  const weights = trainings[name]();
  const bytes = await new Blob(weights.map((values) => new Uint8Array(values.buffer as ArrayBuffer))).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { sha256, info: backendInfo() };
}

/** Images of LeNet's training in a second, at full speed. */
async function measureInPage(threads: number) {
  await setThreads(threads);
  await setDeterministic(false);
  await tf.setBackend(BACKEND_NAME);
  trainLeNet(256, 20);
  const begin = performance.now();
  trainLeNet(256, 40);
  return { imagesPerSecond: (40 * 256 * 1000) / (performance.now() - begin), info: backendInfo() };
}

/** How many workers go to sleep while the page computes and does not come back to its event loop; 5 seconds at most. */
async function countWorkersInPage(threads: number) {
  await tf.setBackend(BACKEND_NAME);
  await setThreads(threads);
  const { pool } = tf.backend() as unknown as { pool: { control: Int32Array } };
  let asleep = 0;
  for (const end = performance.now() + 5000; asleep < threads - 1 && performance.now() < end; )
    asleep = Atomics.load(pool.control, Control.asleep);
  return asleep;
}

Object.assign(globalThis, { countWorkersInPage, measureInPage, trainInPage });

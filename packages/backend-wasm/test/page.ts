// The program of the page in browser.test.ts, bundled into one plain script.
import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAME, backendInfo, setDeterministic, setThreads } from '../dist/index.js';
import { trainLeNet } from './train-lenet.ts';
import { type TrainingName, trainings } from './trainings.ts';

/** The weights after a deterministic training as SHA-256, and how the backend ran. */
async function trainInPage(name: TrainingName, threads: number) {
  setThreads(threads);
  await setDeterministic(true);
  await tf.setBackend(BACKEND_NAME);
  await started();
  const weights = trainings[name]();
  const bytes = await new Blob(weights.map((values) => new Uint8Array(values.buffer as ArrayBuffer))).arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { sha256, info: backendInfo() };
}

/** Images of LeNet's training in a second, at full speed. */
async function measureInPage(threads: number) {
  setThreads(threads);
  await setDeterministic(false);
  await tf.setBackend(BACKEND_NAME);
  await started();
  trainLeNet(256, 20);
  const begin = performance.now();
  trainLeNet(256, 40);
  return { imagesPerSecond: (40 * 256 * 1000) / (performance.now() - begin), info: backendInfo() };
}

/** A worker starts once the page has come back to its event loop. */
async function started(): Promise<void> {
  backendInfo();
  await new Promise((resolve) => setTimeout(resolve, 200));
}

Object.assign(globalThis, { measureInPage, trainInPage });

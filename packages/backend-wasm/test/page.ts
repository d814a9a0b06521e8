// The program of the page in browser.test.ts, bundled into one plain script.
import * as tf from '@tensorflow/tfjs-core';
import { BACKEND_NAME, backendInfo, setDeterministic, setThreads } from '../dist/index.js';
import { trainLeNet } from './train-lenet.ts';

/** The weights after some deterministic steps as SHA-256, how the backend ran, and training images/s at full speed. */
async function trainInPage(threads: number) {
  setThreads(threads);
  await setDeterministic(true);
  await tf.setBackend(BACKEND_NAME);
  const weights = trainLeNet(32, 3);
  const bytes = await new Blob(weights.map((values) => new Uint8Array(values.buffer as ArrayBuffer))).arrayBuffer();
  const isSecure = typeof crypto.subtle === 'object';
  const digest = isSecure ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : new Uint8Array();
  await setDeterministic(false);
  trainLeNet(256, 20);
  // A worker starts once the page has come back to its event loop.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const begin = performance.now();
  trainLeNet(256, 40);
  const imagesPerSecond = (40 * 256 * 1000) / (performance.now() - begin);
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { sha256, info: backendInfo(), imagesPerSecond };
}

Object.assign(globalThis, { trainInPage });

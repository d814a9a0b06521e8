import { BACKEND_NAME } from '@featuremap/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

/** Makes the backend for training the active one of this worker. */
export async function startBackend(): Promise<void> {
  tf.enableProdMode();
  await tf.setBackend(BACKEND_NAME);
}

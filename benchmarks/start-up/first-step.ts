import type { Sequential } from '@featuremap/layers';

/** Milliseconds from one point to the next. */
export interface StartUp {
  /** Loading tfjs-core. */
  readonly core: number;
  /** Loading the backend's JavaScript. */
  readonly backend: number;
  /** Compiling its WebAssembly and making its memory. */
  readonly ready: number;
  /** Loading the layers and one step of LeNet's training on 256 images. */
  readonly step: number;
}

/** Loads the packages one after the other and trains LeNet for one step; returns how long each part took. */
export async function firstStep(): Promise<StartUp> {
  const begin = performance.now();
  const tf = await import('@tensorflow/tfjs-core');
  const core = performance.now();
  const { BACKEND_NAME } = await import('@featuremap/backend-wasm');
  const backend = performance.now();
  await tf.setBackend(BACKEND_NAME);
  const ready = performance.now();
  const { crossEntropy, SGD } = await import('@featuremap/layers');
  const { leNet } = await import('@featuremap/lenet');
  const net: Sequential = leNet({ variant: 'classic' }).init(0);
  const images = tf.randomUniform([256, 28, 28, 1], 0, 1, 'float32', 1);
  const labels = tf.zeros([256], 'int32') as import('@tensorflow/tfjs-core').Tensor1D;
  const optimizer = new SGD(net.parameters(), { lr: 0.1 });
  optimizer.minimize(() => crossEntropy(net.forward(images), labels)).dataSync();
  const step = performance.now();
  return { core: core - begin, backend: backend - core, ready: ready - backend, step: step - ready };
}

import { BACKEND_NAME, backendInfo, setThreads } from '@featuremap/backend-wasm';
import { Conv2d, crossEntropy, Flatten, input, Linear, MaxPool2d, ReLU, SGD, sequential } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs-core';

/** Trains a small network on made-up images; returns the first and the last loss, and how the backend runs. */
export async function train() {
  setThreads(2);
  await tf.setBackend(BACKEND_NAME);
  const net = sequential(
    input(12, 12, 1),
    new Conv2d(1, 8, { kernelSize: 3 }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(200, 10),
  ).init(0);
  const optimizer = new SGD(net.parameters(), { lr: 0.1 });
  const classes = Int32Array.from({ length: 64 }, (_, i) => i % 10);
  const pixels = Float32Array.from({ length: 64 * 144 }, (_, i) => Math.sin(classes[Math.floor(i / 144)] * (i % 144)));
  const labels = tf.tensor1d(classes, 'int32');
  const x = tf.tensor(pixels, [64, 12, 12, 1]);
  const losses = [];
  for (let step = 0; step < 30; step++) {
    const loss = optimizer.minimize(() => crossEntropy(net.forward(x), labels));
    losses.push(loss.dataSync()[0]);
    loss.dispose();
  }
  return { first: losses[0], last: losses.at(-1), ...backendInfo() };
}

// The same training step on two backends of tfjs-core: plain JavaScript, and WebAssembly made for training.
import '@tensorflow/tfjs-backend-cpu';
import { BACKEND_NAME, backendInfo } from '@featuremap/backend-wasm';
import { Conv2d, crossEntropy, Flatten, input, Linear, MaxPool2d, ReLU, SGD, sequential } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();
const pixels = new Generator(0).rand(32 * 28 * 28);
const classes = Int32Array.from({ length: 32 }, (_, i) => i % 10);
for (const backend of ['cpu', BACKEND_NAME]) {
  await tf.setBackend(backend);
  const net = sequential(
    input(28, 28, 1),
    new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
    new ReLU(),
    new MaxPool2d(2),
    new Flatten(),
    new Linear(14 * 14 * 6, 10),
  ).init(0);
  const images = tf.tensor4d(pixels, [32, 28, 28, 1]);
  const labels = tf.tensor1d(classes, 'int32');
  const optimizer = new SGD(net.parameters(), { lr: 0.1 });
  const losses = [1, 2, 3].map(() => {
    const loss = optimizer.minimize(() => crossEntropy(net.forward(images) as tf.Tensor2D, labels));
    return loss.dataSync()[0]!.toFixed(4);
  });
  console.log(`${backend}: losses ${losses.join(' ')}`);
}
const { threads, simd } = backendInfo();
console.log(`${BACKEND_NAME} ran with ${threads} threads and ${simd} SIMD`);

// A network learns to tell horizontal from vertical lines, by hand: forward, gradients, step.
import '@tensorflow/tfjs-backend-cpu';
import { Conv2d, crossEntropy, Flatten, input, Linear, MaxPool2d, ReLU, SGD, sequential } from '@featuremap/layers';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();
const line = (place: number, isVertical: boolean) =>
  Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => [Number((isVertical ? j : i) === place)]));
const places = [0, 1, 2, 3, 4, 5];
const images = tf.tensor4d([...places.map((place) => line(place, false)), ...places.map((place) => line(place, true))]);
const labels = tf.tensor1d([...places.map(() => 0), ...places.map(() => 1)], 'int32');

const net = sequential(
  input(6, 6, 1),
  new Conv2d(1, 4, { kernelSize: 3 }),
  new ReLU(),
  new MaxPool2d(2),
  new Flatten(),
  new Linear(16, 2),
).init(0);
const optimizer = new SGD(net.parameters(), { lr: 0.5 });
for (let step = 1; step <= 60; step++) {
  const loss = optimizer.minimize(() => crossEntropy(net.forward(images) as tf.Tensor2D, labels));
  if (step % 20 === 0) console.log(`step ${step}, loss ${loss.dataSync()[0]!.toFixed(3)}`);
  loss.dispose();
}
const guesses = tf.argMax(net.eval().forward(images), 1).dataSync();
const right = labels.dataSync().filter((label, i) => label === guesses[i]).length;
console.log(`${right} of ${labels.size} lines are told right`);

// LeNet with ReLU and max pooling, trained for three epochs on a tenth of Fashion-MNIST.
import { BACKEND_NAME } from '@featuremap/backend-wasm';
import { DataLoader, randomSplit } from '@featuremap/datasets';
import { fashionMnist } from '@featuremap/fashion-mnist';
import { Adam, Conv2d, Flatten, input, Linear, MaxPool2d, ReLU, sequential } from '@featuremap/layers';
import { Generator } from '@featuremap/random';
import { evaluate, fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';

tf.enableProdMode();
await tf.setBackend(BACKEND_NAME);
const [train, validation] = randomSplit(await fashionMnist({ split: 'train' }), [6000, 54_000], new Generator(0));
const test = await fashionMnist({ split: 'test' });

const net = sequential(
  input(28, 28, 1),
  new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
  new ReLU(),
  new MaxPool2d(2),
  new Conv2d(6, 16, { kernelSize: 5 }),
  new ReLU(),
  new MaxPool2d(2),
  new Flatten(),
  new Linear(400, 120),
  new ReLU(),
  new Linear(120, 84),
  new ReLU(),
  new Linear(84, 10),
).init(0);
console.log(`${train!.length} images to train on, ${validation!.length} left aside`);
await fit(net, new DataLoader(train!, { batchSize: 64, shuffle: true, generator: new Generator(1) }), {
  optimizer: new Adam(net.parameters(), { lr: 2e-3 }),
  epochs: 3,
  onEpoch: ({ epoch, loss, accuracy }) => {
    console.log(`epoch ${epoch}: loss ${loss.toFixed(2)}, accuracy ${accuracy.toFixed(2)}`);
  },
});
const { accuracy, samples } = await evaluate(net, new DataLoader(test, { batchSize: 1000 }));
console.log(`${samples} test images: accuracy ${accuracy.toFixed(2)}`);

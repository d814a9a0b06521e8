import {
  Conv2d,
  Dropout,
  Flatten,
  input,
  Linear,
  MaxPool2d,
  ReLU,
  sequential,
  xavierUniform,
} from '@featuremap/layers';
import { leNet } from '@featuremap/lenet';
import type { NetworkName } from '../protocol.ts';

/** Learning rate of each network, as on PyTorch's side. */
export const learningRates: Readonly<Record<NetworkName, number>> = {
  'lenet-classic': 0.9,
  'lenet-modern': 0.05,
  'simple-cnn': 0.01,
  'small-vgg': 0.01,
};

/** The networks, with their parameters made from seed 0. */
export const networks = {
  'lenet-classic': () => leNet({ variant: 'classic' }).init(0, { weight: xavierUniform() }),
  'lenet-modern': () => leNet({ variant: 'modern' }).init(0),
  'simple-cnn': () =>
    sequential(
      input(28, 28, 1),
      new Conv2d(1, 32, { kernelSize: 3, padding: 1 }),
      new ReLU(),
      new Flatten(),
      new Linear(32 * 28 * 28, 128),
      new ReLU(),
      new Dropout(0.5),
      new Linear(128, 10),
    ).init(0),
  'small-vgg': () =>
    sequential(
      input(32, 32, 3),
      new Conv2d(3, 32, { kernelSize: 3, padding: 1 }),
      new ReLU(),
      new Conv2d(32, 32, { kernelSize: 3, padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Conv2d(32, 64, { kernelSize: 3, padding: 1 }),
      new ReLU(),
      new Conv2d(64, 64, { kernelSize: 3, padding: 1 }),
      new ReLU(),
      new MaxPool2d(2),
      new Flatten(),
      new Linear(64 * 8 * 8, 256),
      new ReLU(),
      new Dropout(0.5),
      new Linear(256, 10),
    ).init(0),
} satisfies Record<NetworkName, () => unknown>;

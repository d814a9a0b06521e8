import {
  Conv2d,
  Dropout,
  Flatten,
  input,
  Linear,
  MaxPool2d,
  ReLU,
  type Sequential,
  sequential,
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

/** The networks, without parameters yet. */
export const networks = {
  'lenet-classic': () => leNet({ variant: 'classic' }),
  'lenet-modern': () => leNet({ variant: 'modern' }),
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
    ),
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
    ),
} satisfies Record<NetworkName, () => Sequential>;

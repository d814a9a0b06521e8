import * as layers from '@tensorflow/tfjs-layers';
import type { NetworkName } from '../protocol.ts';

const { conv2d, dense, dropout, flatten, maxPooling2d, averagePooling2d } = layers.layers;

function leNet(activation: 'sigmoid' | 'relu', pool: typeof maxPooling2d | typeof averagePooling2d): layers.Sequential {
  return layers.sequential({
    layers: [
      conv2d({ inputShape: [28, 28, 1], filters: 6, kernelSize: 5, padding: 'same', activation }),
      pool({ poolSize: 2 }),
      conv2d({ filters: 16, kernelSize: 5, activation }),
      pool({ poolSize: 2 }),
      flatten(),
      dense({ units: 120, activation }),
      dense({ units: 84, activation }),
      dense({ units: 10, activation: 'softmax' }),
    ],
  });
}

/** The same networks in tfjs's own layers. */
export const stockNetworks: Readonly<Record<NetworkName, () => layers.Sequential>> = {
  'lenet-classic': () => leNet('sigmoid', averagePooling2d),
  'lenet-modern': () => leNet('relu', maxPooling2d),
  'simple-cnn': () =>
    layers.sequential({
      layers: [
        conv2d({ inputShape: [28, 28, 1], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
        flatten(),
        dense({ units: 128, activation: 'relu' }),
        dropout({ rate: 0.5 }),
        dense({ units: 10, activation: 'softmax' }),
      ],
    }),
  'small-vgg': () =>
    layers.sequential({
      layers: [
        conv2d({ inputShape: [32, 32, 3], filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
        conv2d({ filters: 32, kernelSize: 3, padding: 'same', activation: 'relu' }),
        maxPooling2d({ poolSize: 2 }),
        conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
        conv2d({ filters: 64, kernelSize: 3, padding: 'same', activation: 'relu' }),
        maxPooling2d({ poolSize: 2 }),
        flatten(),
        dense({ units: 256, activation: 'relu' }),
        dropout({ rate: 0.5 }),
        dense({ units: 10, activation: 'softmax' }),
      ],
    }),
};

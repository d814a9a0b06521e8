import { trainLeNet } from './train-lenet.ts';
import { trainVgg } from './train-vgg.ts';

/** Short trainings whose weights must not depend on the threads, and with plain SIMD not on the engine either. */
export const trainings = {
  'LeNet, sigmoid, mean pooling, SGD': () => trainLeNet(32, 3),
  'small VGG, ReLU, pooling of both kinds, SGD with momentum': () => trainVgg('momentum', 32, 3),
  'small VGG, ReLU, pooling of both kinds, AdamW': () => trainVgg('adam', 32, 3),
} as const satisfies Readonly<Record<string, () => Float32Array[]>>;

export type TrainingName = keyof typeof trainings;
export const trainingNames = Object.keys(trainings) as TrainingName[];

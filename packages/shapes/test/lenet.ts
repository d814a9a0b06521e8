import { avgPool2d, conv2d, elementwise, flatten, input, linear, sequential } from '../src/index.ts';

/** LeNet-5 for images of 28×28, channels last. */
export const lenet = sequential(
  input(28, 28, 1),
  conv2d(1, 6, { kernelSize: 5, padding: 2 }),
  elementwise('sigmoid'),
  avgPool2d(2),
  conv2d(6, 16, { kernelSize: 5 }),
  elementwise('sigmoid'),
  avgPool2d(2),
  flatten(),
  linear(400, 120),
  elementwise('sigmoid'),
  linear(120, 84),
  elementwise('sigmoid'),
  linear(84, 10),
);

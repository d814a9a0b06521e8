// Activation and max pooling: a vertical line under a Sobel kernel, ReLU, and the maximum of a sliding window; first with
// layers, as the lab does, then from scratch.
import '@tensorflow/tfjs-backend-cpu';
import { Conv2d, input, MaxPool2d, ReLU, sequential } from '@featuremap/layers';
import { curves, showExtraction, showKernel } from '@featuremap/plots';
import { corr2d, kernels, type Matrix, pool2d, pool2dSteps, relu, toPlane } from '@featuremap/scratch';
import * as tf from '@tensorflow/tfjs-core';
import { heading, printMatrix } from '../print.ts';
import { saveFigure } from '../save-figure.ts';

tf.enableProdMode();

/** A batch of one image of one channel, [1, 1, H, W], and back. */
const batchOf = (image: Matrix): tf.Tensor4D => tf.tensor4d([[image as number[][]]]);
const imageOf = (batch: tf.Tensor): Matrix => (batch.arraySync() as number[][][][])[0]![0]!;

heading('A convolution whose weights we set by name');
const conv = sequential(input(1, 5, 5, { dataFormat: 'NCHW' }), new Conv2d(1, 1, { kernelSize: 3 })).init(0);
const Gx = kernels.leftSobel;
conv.loadStateDict(
  { '0.weight': { shape: [1, 1, 3, 3], data: Gx.flat() }, '0.bias': { shape: [1], data: [0] } },
  { layout: 'torch' },
);
for (const [name, { shape, data }] of Object.entries(conv.stateDict({ layout: 'torch' }))) {
  console.log(name, shape, Array.from(data).join(' '));
}

const image = Array.from({ length: 5 }, () => [0, 0, 1, 0, 0]);
const Z = imageOf(conv.forward(batchOf(image)));
printMatrix('image', image);
printMatrix('Z', Z);
printMatrix('Z from scratch', corr2d(image, Gx));
saveFigure('activation-image', showKernel(image, { title: 'The image' }));
saveFigure('activation-kernel', showKernel(Gx, { title: 'The kernel' }));

heading('ReLU, as a function and as a layer');
const reluLayer = sequential(input(1, 3, 3, { dataFormat: 'NCHW' }), new ReLU());
printMatrix('relu(Z)', relu(Z));
printMatrix('ReLU layer', imageOf(reluLayer.forward(batchOf(Z))));
saveFigure(
  'activation-steps',
  showExtraction([
    { name: 'image', ...toPlane(image) },
    { name: 'Z', ...toPlane(Z) },
    { name: 'ReLU', ...toPlane(relu(Z)) },
  ]),
);
const x = Array.from({ length: 21 }, (_, i) => i - 10);
saveFigure(
  'activation-relu',
  curves([{ name: 'ReLU', x, y: x.map((value) => relu(value)) }], { title: 'ReLU', xLabel: 'x' }),
);

heading('Max pooling');
const image1 = [
  [1, 2, 3, -4],
  [0, 2, -3, 0],
  [0, 2, 3, 1],
  [0, 0, 0, 0],
];
const onImage1 = input(1, 4, 4, { dataFormat: 'NCHW' });
printMatrix('image1', image1);
printMatrix('stride 1', imageOf(sequential(onImage1, new MaxPool2d(2, { stride: 1 })).forward(batchOf(image1))));
printMatrix('stride 1 from scratch', pool2d(image1, { kernelSize: 2, stride: 1 }));
printMatrix('stride of the kernel', imageOf(sequential(onImage1, new MaxPool2d(2)).forward(batchOf(image1))));

heading('The window moves');
for (const { row, column, window, value } of pool2dSteps(image1, { kernelSize: 2 })) {
  console.log(`window (${row}, ${column}): ${window.map((line) => line.join(' ')).join(' / ')} -> ${value}`);
}

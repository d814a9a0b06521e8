// Convolutional layers, from the first window to LeNet: everything on plain arrays, then the network with its sizes.
import { BACKEND_NAME } from '@featuremap/backend-wasm';
import { DataLoader, randomSplit } from '@featuremap/datasets';
import { fashionMnist, fashionMnistClasses } from '@featuremap/fashion-mnist';
import {
  Adam,
  AvgPool2d,
  Conv2d,
  Flatten,
  input,
  Linear,
  MaxPool2d,
  ReLU,
  SGD,
  Sigmoid,
  sequential,
  xavierUniform,
} from '@featuremap/layers';
import '@featuremap/layers/gradients';
import { showExtraction, showKernel, showReceptiveField } from '@featuremap/plots';
import { Generator } from '@featuremap/random';
import {
  convolve2d,
  corr2d,
  corr2d1x1,
  corr2dMultiIn,
  corr2dMultiInOut,
  corr2dSteps,
  flip,
  kernels,
  learnKernel,
  learnKernelSteps,
  type Matrix,
  pixelUsage,
  pool2d,
  toPlane,
  transpose,
} from '@featuremap/scratch';
import { convOutputSize, summary } from '@featuremap/shapes';
import { toTable } from '@featuremap/shapes/render';
import { inputSizes, solveWindow, totalPadding } from '@featuremap/shapes/solve';
import { evaluate, fit } from '@featuremap/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { heading, printMatrix } from '../print.ts';
import { saveFigure } from '../save-figure.ts';

tf.enableProdMode();
await tf.setBackend(BACKEND_NAME);

/** The numbers 0, 1, 2, … in rows. */
const ramp = (height: number, width: number, first = 0): number[][] =>
  Array.from({ length: height }, (_, i) => Array.from({ length: width }, (_, j) => first + i * width + j));
const random = new Generator(0);
const randomMatrix = (height: number, width: number): number[][] =>
  Array.from({ length: height }, () => Array.from(random.randn(width)));

heading('Why filters: a digit is the sum of its shapes');
// Rings and strokes in tiny digits: +1 where a shape is lit and -1 where it is dark, so only a full match scores all.
const digits: Record<string, Matrix> = {
  0: [
    [0, 0, 0, 0, 0],
    [0, 1, 1, 1, 0],
    [0, 1, 0, 1, 0],
    [0, 1, 1, 1, 0],
    [0, 0, 0, 0, 0],
  ],
  1: [
    [0, 0, 0, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 1, 0, 0],
    [0, 0, 0, 0, 0],
  ],
  8: [
    [0, 1, 1, 1, 0],
    [0, 1, 0, 1, 0],
    [0, 1, 1, 1, 0],
    [0, 1, 0, 1, 0],
    [0, 1, 1, 1, 0],
  ],
};
const shapes: Record<string, Matrix> = {
  ring: [
    [1, 1, 1],
    [1, -1, 1],
    [1, 1, 1],
  ],
  stroke: [
    [-1, 1, -1],
    [-1, 1, -1],
    [-1, 1, -1],
  ],
};
for (const [digit, bitmap] of Object.entries(digits)) {
  const counts = Object.entries(shapes).map(([name, shape]) => {
    const full = shape.flat().filter((weight) => weight > 0).length;
    const matches = corr2d(bitmap, shape)
      .flat()
      .filter((score) => score === full);
    return `${name} ${matches.length}×`;
  });
  console.log(`${digit}: ${counts.join(', ')}`);
}
printMatrix('a 3x3 filter of ones over the 0, padded', corr2d(digits[0]!, Array(3).fill([1, 1, 1]), { padding: 1 }));

heading('Cross-correlation');
const X = ramp(3, 3);
const K = ramp(2, 2);
printMatrix('X', X);
printMatrix('K', K);
for (const { products, sum } of corr2dSteps(X, K)) console.log(`${products.flat().join(' + ')} = ${sum}`);
printMatrix('corr2d(X, K)', corr2d(X, K));
printMatrix('with a bias of 1', corr2d(X, K, { bias: 1 }));

heading('Edges');
const image = Array.from({ length: 6 }, () => [1, 1, 0, 0, 0, 0, 1, 1]);
const edges = corr2d(image, [[1, -1]]);
printMatrix('image', image);
printMatrix('edges', edges);
console.log('of the transposed image:', new Set(corr2d(transpose(image), [[1, -1]]).flat()));

heading('Learning the kernel');
const steps = [...learnKernelSteps({ x: image, target: edges }, { lr: 3e-2, steps: 10 })];
steps.forEach(({ loss }, i) => {
  if (i % 2 === 1) console.log(`step ${String(i + 1).padStart(2)}, loss ${loss.toFixed(3)}`);
});
console.log(
  'learnt:',
  steps
    .at(-1)!
    .kernel[0]!.map((weight) => weight.toFixed(5))
    .join(' '),
);
for (const lr of [1 / 31, 1 / 29]) {
  const { losses } = learnKernel({ x: image, target: edges }, { lr, steps: 200, initial: [[0.3, 0.1]] });
  console.log(`lr 1/${Math.round(1 / lr)}: ${losses.at(-1)! < losses[0]! ? 'converges' : 'diverges'}`);
}
for (const name of ['laplacian', 'gaussian'] as const) {
  const noise = randomMatrix(16, 16);
  const { kernel, losses } = learnKernel({ x: noise, target: corr2d(noise, kernels[name]) }, { lr: 1e-3, steps: 100 });
  printMatrix(`${name}, loss ${losses.at(-1)!.toExponential(0)}`, kernel);
}

heading('Convolution and cross-correlation');
printMatrix('convolve2d(X, K)', convolve2d(X, K));
printMatrix('corr2d(X, flip(K))', corr2d(X, flip(K)));

heading('Receptive field, padding and stride');
const twoLayers = summary([input(3, 3, 1), new Conv2d(1, 1, { kernelSize: 2 }), new Conv2d(1, 1, { kernelSize: 2 })]);
console.log('2x2 over 2x2 sees', twoLayers.rows.at(-1)!.field!.size);
saveFigure('lenet-receptive-field', showReceptiveField([3, 3], [{ kernelSize: 2 }, { kernelSize: 2 }]));
let side = 240;
for (let layer = 0; layer < 10; layer++) [side] = convOutputSize(side, { kernelSize: 5 });
console.log(
  `ten layers of 5x5 on 240x240: ${side}x${side}, ${(100 * (1 - side ** 2 / 240 ** 2)).toFixed(1)} % of the pixels lost`,
);
printMatrix('how often a 3x3 kernel uses each pixel', pixelUsage([6, 6], { kernelSize: 3 }));
saveFigure(
  'lenet-pixel-usage',
  showExtraction([1, 2, 3].map((k) => ({ name: `${k}x${k}`, ...toPlane(pixelUsage([6, 6], { kernelSize: k })) }))),
);
console.log(
  'a total of 3 for k 4, per side:',
  totalPadding(3),
  '->',
  convOutputSize(8, { kernelSize: 4, padding: totalPadding(3) }),
);
for (const options of [
  { kernelSize: 3, padding: 1 },
  { kernelSize: [5, 3], padding: [2, 1] },
  { kernelSize: 3, padding: 1, stride: 2 },
  { kernelSize: [3, 5], padding: [0, 1], stride: [3, 4] },
] as const) {
  console.log('8x8 under', options, '->', convOutputSize(8, options));
}
printMatrix('stride 3 down, 2 across, padded by 1', corr2d(X, K, { padding: 1, stride: [3, 2] }));
printMatrix('pixels of the padded 5x5 used so', pixelUsage([5, 5], { kernelSize: 2, stride: [3, 2] }));

heading('Several channels');
const X2 = [X, ramp(3, 3, 1)];
const K2 = [K, ramp(2, 2, 1)];
printMatrix('corr2dMultiIn', corr2dMultiIn(X2, K2));
const plus = (by: number): number[][][] => K2.map((matrix) => matrix.map((row) => row.map((weight) => weight + by)));
corr2dMultiInOut(X2, [plus(0), plus(1), plus(2)]).forEach((channel, o) => {
  printMatrix(`output channel ${o}`, channel);
});
const volume = [0, 1, 2].map(() => randomMatrix(3, 3));
const pointwise = [0, 1].map(() => [0, 1, 2].map(() => randomMatrix(1, 1)));
const [byProduct, bySliding] = [corr2d1x1(volume, pointwise).flat(2), corr2dMultiInOut(volume, pointwise).flat(2)];
const largest = Math.max(...byProduct.map((value, i) => Math.abs(value - bySliding[i]!)));
console.log(`1x1 convolution as a matrix product: largest difference below 1e-6: ${largest < 1e-6}`);

heading('Pooling');
printMatrix('max', pool2d(X, { kernelSize: 2, stride: 1 }));
printMatrix('avg', pool2d(X, { kernelSize: 2, stride: 1, mode: 'avg' }));
const X16 = ramp(4, 4);
printMatrix('3x3 over 0..15', pool2d(X16, { kernelSize: 3 }));
printMatrix('padding 1, stride 2', pool2d(X16, { kernelSize: 3, padding: 1, stride: 2 }));
printMatrix('2x3, padding (0, 1)', pool2d(X16, { kernelSize: [2, 3], stride: [2, 3], padding: [0, 1] }));
printMatrix('the second channel, X + 1', pool2d(ramp(4, 4, 1), { kernelSize: 3, padding: 1, stride: 2 }));
const shifted = image.map((row) => row.slice(1));
const detected = [image, shifted].map((x) => pool2d(corr2d(x, [[1, -1]]), { kernelSize: 2, stride: 1 })[0]![0]);
console.log('an edge moved by one pixel, after a 2x2 maximum:', detected);

heading('The data');
const [training, test] = [await fashionMnist({ split: 'train' }), await fashionMnist({ split: 'test' })];
const [train, validation] = randomSplit(training, [42_000, 18_000], new Generator(0));
console.log(`${train!.length} to train on, ${validation!.length} for validation, ${test.length} to test with`);
console.log(fashionMnistClasses.join(', '));

heading('LeNet');
const classic = sequential(
  input(1, 28, 28, { dataFormat: 'NCHW' }),
  new Conv2d(1, 6, { kernelSize: 5, padding: 2 }),
  new Sigmoid(),
  new AvgPool2d(2, { stride: 2 }),
  new Conv2d(6, 16, { kernelSize: 5 }),
  new Sigmoid(),
  new AvgPool2d(2, { stride: 2 }),
  new Flatten(),
  new Linear(400, 120),
  new Sigmoid(),
  new Linear(120, 84),
  new Sigmoid(),
  new Linear(84, 10),
);
console.log(toTable(summary(classic)));
// An initializer does something only where it is applied: here, to every weight.
classic.init(0, { weight: xavierUniform() });
const scores = classic.forward(tf.tensor(random.rand(784), [1, 1, 28, 28]));
console.log('one image gives', scores.shape);

heading('LeNet with ReLU and max pooling');
const modern = sequential(
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
);
console.log(`${summary(modern).params} parameters, as many as the first`);

// One epoch; the losses are means over images, so that a small last batch counts for what it is.
modern.init(0);
const loader = new DataLoader(train!, { batchSize: 256, shuffle: true, generator: new Generator(1) });
const optimizer = new Adam(modern.parameters(), { lr: 2e-3 });
const [epoch] = await fit(modern, loader, { optimizer, validation: new DataLoader(validation!, { batchSize: 1000 }) });
console.log(
  `epoch 1 took ${epoch!.seconds.toFixed(1)} s: validation accuracy ${epoch!.validation!.accuracy.toFixed(2)}`,
);
const { accuracy } = await evaluate(modern, new DataLoader(test, { batchSize: 1000 }));
console.log(`test accuracy ${accuracy.toFixed(2)}`);

heading('The kernels that a layer learns');
// As one kernel was learnt above, but with a layer of two: it is shown noise and what two filters make of it.
const noise = randomMatrix(24, 24);
const filtered = [kernels.laplacian, kernels.gaussian].map((kernel) => corr2d(noise, kernel));
const pair = sequential(
  input(1, 24, 24, { dataFormat: 'NCHW' }),
  new Conv2d(1, 2, { kernelSize: 3, bias: false }),
).init(0);
const [shown, wanted] = [tf.tensor4d([[noise]]), tf.tensor4d([filtered])];
const descent = new SGD(pair.parameters(), { lr: 5e-4 });
for (let step = 1; step <= 20; step++) {
  const loss = descent.minimize(() => tf.sum(tf.square(tf.sub(pair.forward(shown), wanted))));
  if (step % 5 === 0) console.log(`step ${step}, loss ${loss.dataSync()[0]!.toFixed(4)}`);
  loss.dispose();
}
const { data } = pair.stateDict({ layout: 'torch' })['0.weight']!;
const kernelAt = (o: number): Matrix => [0, 3, 6].map((i) => Array.from(data.slice(9 * o + i, 9 * o + i + 3)));
printMatrix('learnt beside the Laplacian', kernelAt(0));
printMatrix('learnt beside the Gaussian', kernelAt(1));
saveFigure('lenet-learnt-laplacian', showKernel(kernelAt(0), { digits: 2 }));
saveFigure('lenet-learnt-gaussian', showKernel(kernelAt(1), { digits: 2 }));

heading('Exercises');
console.log(
  '15 -> 3 with k 5, no padding:',
  solveWindow(15, 3, { kernelSize: 5, padding: 0 })
    .map(({ stride }) => `stride ${stride}`)
    .join(', '),
);
console.log(
  '7 -> 3 with k 3, padding 1  :',
  solveWindow(7, 3, { kernelSize: 3, padding: 1 })
    .map(({ stride }) => `stride ${stride}`)
    .join(', '),
);
console.log('which size gives 100 with k 7:', inputSizes(100, { kernelSize: 7 }));

// Convolutional networks in practice: what they cost, how sizes follow, what dropout does and how images are augmented.
import '@tensorflow/tfjs-backend-cpu';
import { ArrayDataset } from '@featuremap/datasets';
import { Conv2d, Dropout, Flatten, input, Linear, ReLU, sequential } from '@featuremap/layers';
import { curves } from '@featuremap/plots';
import { Generator } from '@featuremap/random';
import { convolve2d, corr2d, pool2d } from '@featuremap/scratch';
import { conv2d, convOutputSize, linear, summary } from '@featuremap/shapes';
import {
  ColorJitter,
  Compose,
  Normalize,
  RandomHorizontalFlip,
  RandomResizedCrop,
  RandomRotation,
  ToTensor,
} from '@featuremap/transforms';
import * as tf from '@tensorflow/tfjs-core';
import { heading, printMatrix } from '../print.ts';
import { saveFigure } from '../save-figure.ts';

tf.enableProdMode();
const count = (n: number): string => n.toLocaleString('en-US');

heading('Large images: why not a linear layer');
for (const side of [64, 1000]) {
  console.log(`${side}x${side}x3 into 1000 hidden units: ${count(linear(side * side * 3, 1000).params())} parameters`);
}
console.log(
  `a convolution 3 -> 64 with k 3, whatever the size: ${count(conv2d(3, 64, { kernelSize: 3, padding: 1 }).params())}`,
);

heading('Both formulas');
const step = [[0, 0, 0, 1, 1]];
printMatrix('image', step);
printMatrix('image(i - x, j - y)', convolve2d(step, [[1, -1]]));
printMatrix('image(i + x, j + y)', corr2d(step, [[1, -1]]));

heading('Sizes: (in + 2p - k) / s + 1');
console.log('6, k 3, p 0, s 1 ->', convOutputSize(6, { kernelSize: 3 })[0]);
console.log('5, k 3, p 0 reduces to  ', convOutputSize(5, { kernelSize: 3 })[0]);
console.log('5, k 3, p 1 transforms, ', convOutputSize(5, { kernelSize: 3, padding: 1 })[0]);

heading('Pooling, with care');
const thinLines = Array.from({ length: 4 }, () => [1, 0, 1, 0]);
printMatrix('thin lines', thinLines);
printMatrix('MaxPool2d(2, 2) makes a white page of them', pool2d(thinLines, { kernelSize: 2, stride: 2 }));
printMatrix('AvgPool2d(2, 2) turns them grey', pool2d(thinLines, { kernelSize: 2, stride: 2, mode: 'avg' }));

heading('Is it well trained? Compare the two curves');
const epochs = Array.from({ length: 20 }, (_, i) => i + 1);
const falling = (from: number, to: number, pace: number) =>
  epochs.map((epoch) => to + (from - to) * Math.exp(-epoch / pace));
const cases = {
  'under-fit': { training: falling(2.3, 1.6, 8), validation: falling(2.3, 1.65, 8) },
  'well fit': { training: falling(2.3, 0.35, 5), validation: falling(2.3, 0.45, 5) },
  'over-fit': {
    training: falling(2.3, 0.02, 4),
    validation: falling(2.3, 0.5, 3).map((loss, i) => loss + 0.004 * i ** 2),
  },
};
for (const [name, { training, validation }] of Object.entries(cases)) {
  const best = validation.indexOf(Math.min(...validation)) + 1;
  const end = `training ${training.at(-1)!.toFixed(2)}, validation ${validation.at(-1)!.toFixed(2)}`;
  console.log(`${name.padEnd(9)} ends with ${end}; validation is best after epoch ${best}`);
  const series = Object.entries({ training, validation }).map(([curve, y]) => ({ name: curve, y }));
  saveFigure(
    `practice-${name.replace(' ', '-')}`,
    curves(series, { title: `A sketch of a network that is ${name}`, yMin: 0 }),
  );
}

heading('SimpleNet: dropout on and off');
const simpleNet = sequential(new Linear(10, 50), new ReLU(), new Dropout(0.5), new Linear(50, 2)).init(0);
console.log(`${simpleNet.params()} parameters`);
const x = tf.ones([1, 10]);
const answers = (): string[] =>
  Array.from({ length: 3 }, () => (simpleNet.forward(x).dataSync() as Float32Array).join(' '));
console.log('in training, three passes give', new Set(answers()).size, 'answers');
simpleNet.eval();
console.log('in use, three passes give', new Set(answers()).size, 'answer');
const dropout = new Dropout(0.5).init(0);
const dropped = dropout.forward(tf.ones([1, 1000])).dataSync();
const kept = dropped.filter((value) => value !== 0);
console.log(`of 1000 ones ${1000 - kept.length} are dropped, the others become ${new Set(kept).values().next().value}`);

heading('SimpleCNN');
const simpleCnn = sequential(
  input(1, 28, 28, { dataFormat: 'NCHW' }),
  new Conv2d(1, 32, { kernelSize: 3, stride: 1, padding: 1 }),
  new ReLU(),
  new Flatten(),
  new Linear(32 * 28 * 28, 128),
  new ReLU(),
  new Dropout(0.5),
  new Linear(128, 10),
);
console.log(
  `${count(summary(simpleCnn).params)} parameters, [1, 1, 28, 28] -> [${simpleCnn.outputShape([1, 1, 28, 28])}]`,
);

heading('Data augmentation, on the fly');
const augment = new Compose([
  new RandomHorizontalFlip(0.5),
  new RandomRotation(10),
  new RandomResizedCrop(224, { scale: [0.8, 1] }),
  new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 }),
  new ToTensor(),
  new Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
]);
const [height, width] = [300, 400];
const photo = Uint8Array.from({ length: height * width * 3 }, (_, i) => (i % 3 === 0 ? i / (3 * height * 8) : i % 251));
const dataset = new ArrayDataset(photo, [0], { shape: [height, width, 3], classes: ['photo'] });
const generator = new Generator(0);
for (const read of [1, 2]) {
  const params = augment.params({ height, width, channels: 3 }, generator);
  const { data, ...shape } = augment.apply(dataset.get(0).pixels, params);
  const mean = Array.from(data).reduce((sum, value) => sum + value) / data.length;
  console.log(
    `read ${read}: ${shape.height}x${shape.width}x${shape.channels}, mean ${mean.toFixed(3)}, drawn ${JSON.stringify(params)}`,
  );
}

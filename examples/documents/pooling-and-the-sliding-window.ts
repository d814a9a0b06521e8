// Pooling and the sliding window: a window over a strip, a feature extracted from a circle at two strides, dots that
// pooling brings together, and what stride and padding do to sizes.
import { showExtraction, showFilmstrip, showKernel } from '@featuremap/plots';
import { circle, corr2d, extract, kernels, type Matrix, pool2d, pool2dSteps, toPlane } from '@featuremap/scratch';
import { conv2d, convOutputSize, input, maxPool2d, poolOutputSize, sequential } from '@featuremap/shapes';
import { heading, printMatrix } from '../print.ts';
import { saveFigure } from '../save-figure.ts';

/** What the documents say of a picture: its size, its range and what is lit. */
function describe(name: string, x: Matrix): void {
  const values = x.flat();
  const lit = values.filter((value) => value !== 0).length;
  const sum = values.reduce((a, b) => a + b);
  const range = `${Math.min(...values)} to ${Math.max(...values)}`;
  console.log(`${name.padEnd(8)} ${x.length}x${x[0]!.length}, ${range}, sum ${sum}, ${lit} non-zeros`);
}

heading('A window slides over a strip and keeps the maximum');
const strip = [1, 9, -1, -2, 7, 3, -1, 2];
console.log(strip.map((value) => String(value).padStart(4)).join(''));
for (const { left, value } of pool2dSteps([strip], { kernelSize: [1, 2], stride: 1 })) {
  console.log(`${' '.repeat(4 * left + 2)}└────┘ ${value}`);
}

heading('Filter, detect, condense: the level parts of a circle');
const image = circle([64, 64], { value: 1, shrink: 3 });
const kernel = kernels.bottomSobel;
describe('circle', image);
printMatrix('kernel', kernel);
saveFigure('sliding-kernel', showKernel(kernel, { title: 'Bottom Sobel' }));
for (const convStride of [1, 3]) {
  console.log(`\nconvolution with stride ${convStride}`);
  const stages = extract(image, kernel, {
    convStride,
    activation: 'relu',
    poolSize: 2,
    poolStride: 2,
    padding: 'same',
  });
  for (const [name, stage] of Object.entries(stages)) describe(name, stage);
  const pictures = Object.entries({ image, ...stages }).map(([name, stage]) => ({ name, ...toPlane(stage) }));
  saveFigure(`sliding-extraction-stride-${convStride}`, showExtraction(pictures));
}
console.log('\nother kernels, stride 1');
for (const name of ['edge', 'blur', 'emboss', 'sharpen'] as const) {
  const { condense } = extract(image, kernels[name]);
  console.log(`${name.padEnd(8)} largest value after pooling ${Number(Math.max(...condense.flat()).toFixed(3))}`);
}

heading('Translation invariance: dots pooled again and again');
const dots = (...places: (readonly [number, number])[]): Matrix =>
  Array.from({ length: 16 }, (_, i) =>
    Array.from({ length: 16 }, (_, j) => Number(places.some(([row, column]) => row === i && column === j))),
  );
for (const places of [
  [
    [3, 5],
    [5, 3],
  ],
  [
    [3, 5],
    [13, 12],
  ],
] as const) {
  const film = [dots(...places)];
  while (film.length < 4) film.push(pool2d(film.at(-1)!, { kernelSize: 2 }));
  const counts = film.map((x) => `${x.flat().filter((value) => value > 0).length} on ${x.length}x${x.length}`);
  console.log(`dots at (${places[0]}) and (${places[1]}): ${counts.join(', ')}`);
  saveFigure(
    `sliding-dots-${places.flat().join('-')}`,
    showFilmstrip(film.map((x, i) => ({ caption: `pooled ${i}×: ${x.length}x${x.length}`, ...toPlane(x) }))),
  );
}

heading('Stride and padding');
console.log(
  'a 2x2 maximum over 4x4, stride 1, same:',
  poolOutputSize(4, { kernelSize: 2, stride: 1, padding: 'same' }),
);
console.log('a 2x2 maximum over 4x4, stride 2      :', poolOutputSize(4, { kernelSize: 2, stride: 2 }));
console.log('a 3x3 kernel over 400x400, valid      :', convOutputSize(400, { kernelSize: 3, padding: 'valid' }));
console.log('and a 2x2 maximum over that, same     :', poolOutputSize(398, { kernelSize: 2, padding: 'same' }));
const white = Array.from({ length: 4 }, () => Array<number>(4).fill(9));
printMatrix('a mean of 3x3 over white, valid', corr2d(white, kernels.blur, { padding: 'valid' }));
printMatrix('with same, zeros dilute the edge', corr2d(white, kernels.blur, { padding: 'same' }));

heading('Layers that say the same');
const model = sequential(
  input(400, 400, 1),
  conv2d(1, 64, { kernelSize: 3, stride: 1, padding: 'same' }),
  maxPool2d(2, { stride: 1, padding: 'same' }),
);
console.log('same, then a maximum with stride 1    :', model.outputShape([1, 400, 400, 1]));
const plain = sequential(input(400, 400, 1), conv2d(1, 64, { kernelSize: 3 }), maxPool2d(2));
console.log('no padding, then a maximum that halves:', plain.outputShape([1, 400, 400, 1]));
const vggBlock = sequential(
  input(224, 224, 3),
  conv2d(3, 64, { kernelSize: 3, padding: 1 }),
  conv2d(64, 64, { kernelSize: 3, padding: 1 }),
  maxPool2d(2, { stride: 2 }),
);
console.log('the first block of VGG                :', vggBlock.outputShape([1, 224, 224, 3]));
const resNetStem = sequential(input(224, 224, 3), conv2d(3, 64, { kernelSize: 7, stride: 2, padding: 3 }));
console.log('the stem of ResNet-50                 :', resNetStem.outputShape([1, 224, 224, 3]));

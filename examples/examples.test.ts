import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const run = join(import.meta.dirname, 'run.ts');
const timeout = 120_000;

/** What an example prints, with runs of spaces as one, so that a line can be looked for whatever its columns. */
function printedBy(name: string): string {
  return execFileSync(process.execPath, [run, name], { encoding: 'utf8' }).replace(/ +/g, ' ');
}

/** The lines that each example must print, in this order; a line may stand inside a longer one. */
const expected: Record<string, readonly string[]> = {
  // documents
  'activation-and-max-pooling': [
    '0.weight [ 1, 1, 3, 3 ] 1 0 -1 2 0 -2 1 0 -1',
    '0.bias [ 1 ] 0',
    'Z -4 0 4\n -4 0 4\n -4 0 4\n',
    'Z from scratch -4 0 4\n -4 0 4\n -4 0 4\n',
    'relu(Z) 0 0 4\n 0 0 4\n 0 0 4\n',
    'ReLU layer 0 0 4\n 0 0 4\n 0 0 4\n',
    'stride 1 2 3 3\n 2 3 3\n 2 3 3\n',
    'stride of the kernel 2 3\n 2 3\n',
    'window (1, 1): 3 1 / 0 0 -> 3',
  ],
  'pooling-and-the-sliding-window': [
    'circle 64x64, 0 to 1, sum 160, 160 non-zeros',
    'kernel -1 -2 -1\n 0 0 0\n 1 2 1\n',
    'convolution with stride 1',
    'filter 64x64, -4 to 4',
    'detect 64x64, 0 to 4, sum 432, 248 non-zeros',
    'condense 32x32, 0 to 4, sum 224, 104 non-zeros',
    'convolution with stride 3',
    'filter 22x22',
    'detect 22x22, 0 to 4, sum 40, 24 non-zeros',
    'condense 11x11, 0 to 4, sum 38, 22 non-zeros',
    'dots at (3,5) and (5,3): 2 on 16x16, 2 on 8x8, 2 on 4x4, 1 on 2x2',
    'dots at (3,5) and (13,12): 2 on 16x16, 2 on 8x8, 2 on 4x4, 2 on 2x2',
    'stride 2 : [ 2, 2 ]',
    'valid : [ 398, 398 ]',
    'same : [ 199, 199 ]',
    'with same, zeros dilute the edge 4 6 6 4',
    '[ 1, 400, 400, 64 ]',
    '[ 1, 199, 199, 64 ]',
    'the first block of VGG : [ 1, 112, 112, 64 ]',
    'the stem of ResNet-50 : [ 1, 112, 112, 64 ]',
  ],
  'convolutional-layers-to-lenet': [
    '0: ring 1×, stroke 0×',
    '1: ring 0×, stroke 1×',
    '8: ring 2×, stroke 0×',
    '0 + 1 + 6 + 12 = 19',
    'corr2d(X, K) 19 25\n 37 43\n',
    'edges 0 1 0 0 0 -1 0',
    'of the transposed image: Set(1) { 0 }',
    'step 2, loss 4.915',
    'step 4, loss 0.825',
    'step 6, loss 0.138',
    'step 8, loss 0.023',
    'step 10, loss 0.004',
    'learnt: 0.98847 -0.98847',
    'lr 1/31: converges',
    'lr 1/29: diverges',
    '0 1 0\n 1 -4 1\n 0 1 0\n',
    '2x2 over 2x2 sees [ 3, 3 ]',
    'examples/figures/lenet-receptive-field.svg',
    'ten layers of 5x5 on 240x240: 200x200, 30.6 % of the pixels lost',
    '[ [ 2, 1 ], [ 2, 1 ] ] -> [ 8, 8 ]',
    '{ kernelSize: 3, padding: 1 } -> [ 8, 8 ]',
    '{ kernelSize: [ 5, 3 ], padding: [ 2, 1 ] } -> [ 8, 8 ]',
    '{ kernelSize: 3, padding: 1, stride: 2 } -> [ 4, 4 ]',
    '{ kernelSize: [ 3, 5 ], padding: [ 0, 1 ], stride: [ 3, 4 ] } -> [ 2, 2 ]',
    'stride 3 down, 2 across, padded by 1 0 8\n 6 8\n',
    'corr2dMultiIn 56 72\n 104 120\n',
    'output channel 0 56 72\n 104 120\n',
    'output channel 1 76 100\n 148 172\n',
    'output channel 2 96 128\n 192 224\n',
    'largest difference below 1e-6: true',
    'max 4 5\n 7 8\n',
    'avg 2 3\n 5 6\n',
    '3x3 over 0..15 10\n',
    'padding 1, stride 2 5 7\n 13 15\n',
    '2x3, padding (0, 1) 5 7\n 13 15\n',
    'the second channel, X + 1 6 8\n 14 16\n',
    'an edge moved by one pixel, after a 2x2 maximum: [ 1, 1 ]',
    '42000 to train on, 18000 for validation, 10000 to test with',
    '[6, 28, 28] 156 ',
    '[6, 14, 14] 0 ',
    '[16, 10, 10] 2,416 ',
    '[16, 5, 5] 0 0 1,600 16 4 ',
    '[400] ',
    '[120] 48,120 ',
    '[84] 10,164 ',
    '[10] 850 ',
    'total 61,706 416,520 ',
    '61706 parameters',
    'validation accuracy 0.',
    'test accuracy 0.7',
    'step 20, loss 0.0000',
    'learnt beside the Laplacian 0 1 0\n 1 -4 1\n 0 1 0\n',
    'learnt beside the Gaussian 0.06',
    '15 -> 3 with k 5, no padding: stride 4, stride 5',
    '7 -> 3 with k 3, padding 1 : stride 3',
    'which size gives 100 with k 7: [ 106 ]',
  ],
  'convolutional-networks-in-practice': [
    '64x64x3 into 1000 hidden units: 12,289,000 parameters',
    '1000x1000x3 into 1000 hidden units: 3,000,001,000 parameters',
    'whatever the size: 1,792',
    'image(i - x, j - y) 0 0 1 0\n',
    'image(i + x, j + y) 0 0 -1 0\n',
    '6, k 3, p 0, s 1 -> 4',
    'reduces to 3',
    'transforms, 5',
    '652 parameters',
    'in training, three passes give 3 answers',
    'in use, three passes give 1 answer',
    'the others become 2',
    '3,213,002 parameters, [1, 1, 28, 28] -> [1,10]',
    'read 1: 224x224x3',
    'read 2: 224x224x3',
  ],
  // packages
  'backend-wasm': ['cpu: losses 2.3033 2.2722 2.2494', 'featuremap-wasm: losses 2.3033 2.2722 2.2494'],
  datasets: ['5 to train on, 1 for validation', 'epoch 1: samples 4 1, shape [2, 2, 2, 1]', 'epoch 2: samples 1 4'],
  errors: ['FEATUREMAP_ARGUMENT', "train: unknown option 'batchsize'", "Try 'batchSize'"],
  'fashion-mnist': ['60000 pictures; the first: Ankle boot'],
  images: ['16x16x1 from a PNG', 'every pixel came back: true'],
  layers: ['step 20, loss 0.', 'step 60, loss 0.0', '12 of 12 lines are told right'],
  lenet: [
    'classic: 61706 parameters, one image gives [1, 10]',
    'sigmoid, avgPool2d',
    'modern: 61706',
    'relu, maxPool2d',
  ],
  plots: [
    'train: from 2.3 to 0.8',
    'Rows: 0 1 0; 1 -4 1; 0 1 0.',
    '17 of 20 are right',
    '0: 4x4; 1: 2x2; 2: 1x1.',
    '16x16 of input.',
    'examples/figures/plots-field.png',
  ],
  random: ['2 7 6 4 6 5', '1.1561 0.3965 -2.4661', '7 3 0 1 2 6 4 5'],
  scratch: ['output (0, 0)', 'the products add up to 8', 'the products add up to 24', 'output (1, 1)'],
  shapes: ['total 15,770 72,128', 'layer 4: linear expects 1000 input features but the previous layer gives 1568'],
  trainer: ['6000 images to train on', 'epoch 1: loss 1.1', 'epoch 3: loss 0.', '10000 test images: accuracy 0.7'],
  transforms: ['drawn: [{"applied":true},{"angle":90}]', 'image: 1 4 7 2 5 8 3 6 9', 'mask: 1 0 0 0 0 0 0 0 0'],
  // together
  'contact-sheet': ['500x375 became 64 different pictures, on 932x932', 'examples/figures/contact-sheet.png'],
};

describe.each(Object.entries(expected))('%s', (name, lines) => {
  test('prints its numbers in order', { timeout }, () => {
    const printed = printedBy(name);
    let from = 0;
    for (const line of lines) {
      const at = printed.indexOf(line, from);
      if (at < 0) expect(printed.slice(from)).toContain(line);
      from = at + line.length;
    }
  });
});

test('every example is expected here and listed by the runner', () => {
  const files = ['documents', 'packages', 'together'].flatMap((folder) =>
    readdirSync(join(import.meta.dirname, folder)),
  );
  const names = files.map((file) => basename(file, '.ts')).sort();
  expect(Object.keys(expected).sort()).toEqual(names);
  const list = execFileSync(process.execPath, [run], { encoding: 'utf8' }).split('\n');
  for (const name of names) expect(list).toContain(`  ${name}`);
});

test('an example that is not there is an error', () => {
  const { status, stderr } = spawnSync(process.execPath, [run, 'lenet-5'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: "There is no example 'lenet-5'; pnpm example lists them.\n",
  });
});

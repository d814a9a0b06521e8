import { summary } from '@featuremap/shapes';
import { expect, describe as group, test } from 'vitest';
import { describe, entry, presets, toPyTorch, toTypeScript } from './network.ts';

group('presets', () => {
  test.each([
    ['lenet', [10], 61_706, 416_520],
    ['vggBlock', [112, 112, 64], 38_720, 1_936_392_192],
    ['resnetStem', [56, 56, 64], 9_472, 118_013_952],
  ] as const)('%s', (name, shape, params, macs) => {
    const { rows, error, ...totals } = summary(describe(presets[name]));
    expect(error).toBeNull();
    expect(rows.at(-1)!.shape).toEqual(shape);
    expect(totals).toMatchObject({ params, macs });
  });
});

const network = {
  image: [28, 28, 1],
  layers: [
    entry('conv2d', { stride: 2, padding: 1 }),
    entry('tanh'),
    entry('maxPool2d', { kernelSize: 3, stride: 1 }),
    entry('avgPool2d'),
    entry('flatten'),
    entry('linear'),
  ],
} as const;

test('as TypeScript', () => {
  expect(toTypeScript(network)).toMatchInlineSnapshot(`
    "import { AvgPool2d, Conv2d, Flatten, Linear, MaxPool2d, Tanh, input, sequential } from '@featuremap/layers';

    const net = sequential(
      input(28, 28, 1),
      new Conv2d(1, 8, { kernelSize: 3, stride: 2, padding: 1 }),
      new Tanh(),
      new MaxPool2d(3, { stride: 1 }),
      new AvgPool2d(2),
      new Flatten(),
      new Linear(400, 10),
    );
    "
  `);
});

test('as PyTorch', () => {
  expect(toPyTorch(network)).toMatchInlineSnapshot(`
    "from torch import nn

    net = nn.Sequential(
        nn.Conv2d(1, 8, 3, stride=2, padding=1),
        nn.Tanh(),
        nn.MaxPool2d(3, stride=1),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 10),
    )
    "
  `);
});

test('a number out of range is refused by the package', () => {
  expect(() => describe({ ...network, layers: [entry('conv2d', { stride: 0 })] })).toThrow(/stride/);
});

import { readGolden } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import {
  chain,
  conv2d,
  elementwise,
  flatten,
  type LayerDescription,
  linear,
  maxPool2d,
  onePixel,
  type Pair,
  receptiveField,
  type Size2,
} from './index.ts';

interface Case {
  readonly stack: readonly { kernelSize: Pair; stride: Pair; padding: Pair; dilation: Pair }[];
  /** An output position, and the first and last pixel with a gradient from it. */
  readonly position: Size2;
  readonly size: number;
  readonly first: Size2;
  readonly last: Size2;
}

const { cases } = readGolden<{ receptiveField: readonly Case[] }>(new URL('../golden/sizes.json', import.meta.url));
const context = { dataFormat: 'NHWC', via: '' } as const;

test.each(cases.receptiveField)('as the gradient of PyTorch: $stack', ({ stack, position, size, first, last }) => {
  const net = chain(...stack.map((options) => conv2d(1, 1, options)));
  const field = receptiveField(net, onePixel, [size, size, 1], context)!;
  for (const axis of [0, 1] as const) {
    const middle = field.centre[axis] + position[axis] * field.jump[axis];
    const reach = (field.size[axis] - 1) / 2;
    expect([middle - reach, middle + reach]).toEqual([first[axis], last[axis]]);
  }
});

describe('layers without a window of their own', () => {
  const before = { size: [3, 3], jump: [2, 2], centre: [1, 1] } as const;
  const behind = (layer: LayerDescription, dataFormat: 'NHWC' | 'NCHW' = 'NHWC') =>
    receptiveField(layer, before, [8, 8, 8], { dataFormat, via: '' });

  test('an activation changes nothing', () => {
    expect(behind(elementwise('relu'))).toEqual(before);
  });
  test('behind flatten there are no positions', () => {
    expect(behind(flatten())).toBeUndefined();
    expect(behind(chain(flatten(), linear(512, 10)))).toBeUndefined();
  });
  test('a linear layer over the channels keeps them, over the width it does not', () => {
    expect(behind(linear(8, 4))).toEqual(before);
    expect(behind(linear(8, 4), 'NCHW')).toBeUndefined();
  });
});

describe('branches', () => {
  const branches = (...layers: LayerDescription[]): LayerDescription => ({
    ...elementwise('branches'),
    branches: layers,
  });
  const behind = (layer: LayerDescription) => receptiveField(layer, onePixel, [32, 32, 1], context);

  test('see what any of them sees', () => {
    const residual = branches(
      chain(conv2d(1, 1, { kernelSize: 3, padding: 1 }), conv2d(1, 1, { kernelSize: 3, padding: 1 })),
      elementwise('identity'),
    );
    expect(behind(residual)).toEqual({ size: [5, 5], jump: [1, 1], centre: [0, 0] });
    const lopsided = [
      [0, 2],
      [0, 2],
    ] as const;
    const shifted = branches(
      conv2d(1, 1, { kernelSize: 3, padding: 1 }),
      conv2d(1, 1, { kernelSize: 3, padding: lopsided }),
    );
    expect(behind(shifted)).toEqual({ size: [4, 4], jump: [1, 1], centre: [0.5, 0.5] });
  });
  test('at different paces have no field in common', () => {
    expect(behind(branches(maxPool2d(2), elementwise('identity')))).toBeUndefined();
    expect(behind(branches(flatten(), flatten()))).toBeUndefined();
    expect(behind(branches(elementwise('identity'), flatten()))).toBeUndefined();
  });
});

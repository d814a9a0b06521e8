import { expect, test } from 'vitest';
import { concat, residual } from './branches.ts';
import { avgPool2d, chain, conv2d, elementwise, flatten, input, linear, sequential, summary } from './index.ts';

const same = { kernelSize: 3, padding: 1 } as const;

test('a residual counts both sides', () => {
  const shortcut = conv2d(16, 32, { kernelSize: 1, stride: 2, bias: false });
  const block = residual(conv2d(16, 32, { ...same, stride: 2 }), { shortcut });
  const { params, macs, rows } = summary(sequential(input(8, 8, 16), block));
  expect(params).toBe(16 * 32 * 9 + 32 + 16 * 32);
  expect(macs).toBe(16 * 32 * 10 * 16);
  expect(rows.map(({ path, name }) => [path, name])).toEqual([
    ['0', 'input'],
    ['1', 'residual'],
    ['1.0', 'conv2d'],
    ['1.1', 'conv2d'],
  ]);
});

test('a residual sees what either side sees', () => {
  const net = sequential(input(9, 9, 4), residual(chain(conv2d(4, 4, same), conv2d(4, 4, same))));
  expect(summary(net).rows[1]!.field).toEqual({ size: [5, 5], jump: [1, 1], centre: [0, 0] });
});

test('concat adds channels, in both formats', () => {
  const block = concat(conv2d(4, 3, same), avgPool2d(3, { stride: 1, padding: 1 }), elementwise('relu'));
  expect(block.infer([6, 7, 4], { dataFormat: 'NHWC', via: '' }).shape).toEqual([6, 7, 11]);
  expect(block.infer([4, 6, 7], { dataFormat: 'NCHW', via: '' }).shape).toEqual([11, 6, 7]);
  expect(block.params()).toBe(4 * 3 * 9 + 3);
});

test('concat joins features', () => {
  const net = sequential(input(2, 2, 3), flatten(), concat(linear(12, 5), linear(12, 6)), linear(11, 2));
  const shape: readonly [1, 2] = net.outputShape([1, 2, 2, 3]);
  expect(shape).toEqual([1, 2]);
});

test('types that are not known widen', () => {
  const n: number = 8;
  const block = concat(conv2d(4, n, same), conv2d(4, 3, same));
  const shape: readonly [1, 6, 7, number] = sequential(input(6, 7, 4), block).outputShape([1, 6, 7, 4]);
  expect(shape).toEqual([1, 6, 7, 11]);
});

import { FeaturemapError } from '@featuremap/errors';
import { describe, expect, test } from 'vitest';
import { lenet } from '../test/lenet.ts';
import {
  avgPool2d,
  chain,
  conv2d,
  elementwise,
  flatten,
  input,
  type LayerDescription,
  linear,
  maxPool2d,
  sequential,
  summary,
} from './index.ts';
import { toMarkdown, toTable } from './render.ts';

describe('LeNet', () => {
  const report = summary(lenet);

  test('61,706 parameters and 416,520 multiply-adds', () => {
    const learning = report.rows.filter(({ params }) => params > 0);
    expect(learning.map(({ params }) => params)).toEqual([156, 2416, 48_120, 10_164, 850]);
    expect(learning.map(({ macs }) => macs)).toEqual([117_600, 240_000, 48_000, 10_080, 840]);
    expect(report).toMatchObject({ params: 61_706, macs: 416_520, error: null, dataFormat: 'NHWC' });
  });

  test('a receptive field of 16 with jump 4 in front of flatten, and none behind', () => {
    expect(report.rows[6]).toMatchObject({
      name: 'avgPool2d',
      field: { size: [16, 16], jump: [4, 4], centre: [5.5, 5.5] },
    });
    expect(report.rows[7]).toMatchObject({ name: 'flatten', field: null });
  });

  test('the bytes are those of all outputs', () => {
    const outputs = report.rows.map(({ shape }) => shape!.reduce((product, n) => product * n, 1));
    expect(report.bytes).toBe(4 * outputs.reduce((sum, n) => sum + n, 0));
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test('channels first gives the same numbers', () => {
    const net = sequential(
      input(1, 28, 28, { dataFormat: 'NCHW' }),
      conv2d(1, 6, { kernelSize: 5, padding: 2 }),
      avgPool2d(2),
      conv2d(6, 16, { kernelSize: 5 }),
      avgPool2d(2),
      flatten(),
      linear(400, 10),
    );
    const { rows, dataFormat } = summary(net);
    expect(dataFormat).toBe('NCHW');
    expect(rows[4]).toMatchObject({ shape: [16, 5, 5], field: { size: [16, 16], jump: [4, 4] } });
  });

  test('as a table', () => {
    expect(toTable(report)).toMatchInlineSnapshot(`
      "layer        output        params     MACs   bytes  field  jump  centre
      ───────────────────────────────────────────────────────────────────────
      0 input      [28, 28, 1]        0        0   3,136      1     1       0
      1 conv2d     [28, 28, 6]      156  117,600  18,816      5     1       0
      2 sigmoid    [28, 28, 6]        0        0  18,816      5     1       0
      3 avgPool2d  [14, 14, 6]        0        0   4,704      6     2     0.5
      4 conv2d     [10, 10, 16]   2,416  240,000   6,400     14     2     4.5
      5 sigmoid    [10, 10, 16]       0        0   6,400     14     2     4.5
      6 avgPool2d  [5, 5, 16]         0        0   1,600     16     4     5.5
      7 flatten    [400]              0        0   1,600
      8 linear     [120]         48,120   48,000     480
      9 sigmoid    [120]              0        0     480
      10 linear    [84]          10,164   10,080     336
      11 sigmoid   [84]               0        0     336
      12 linear    [10]             850      840      40
      ───────────────────────────────────────────────────────────────────────
      total                      61,706  416,520  63,144"
    `);
  });
});

describe('a network that does not fit', () => {
  const layers = [
    conv2d(3, 8, { kernelSize: [5, 3] }),
    chain(elementwise('relu'), conv2d(4, 8, { kernelSize: 3 }), elementwise('relu')),
    flatten(),
  ];
  const report = summary(layers, [32, 32, 3]);

  test('is shown up to the first error', () => {
    expect(report.rows.map(({ path }) => path)).toEqual(['', '0', '1', '1.0', '1.1']);
    expect(report.error).toBe('conv2d expects 4 input channels but the previous layer gives 8, in [28, 30, 8]');
    expect(report.params).toBe(368);
  });
  test('as a table', () => {
    expect(toTable(report)).toMatchInlineSnapshot(`
      "layer         output        params     MACs   bytes  field  jump  centre
      ────────────────────────────────────────────────────────────────────────
      input         [32, 32, 3]        0        0  12,288      1     1       0
      0 conv2d      [28, 30, 8]      368  302,400  26,880    5×3     1     2×1
      1 sequential
        1.0 relu    [28, 30, 8]        0        0  26,880    5×3     1     2×1
        1.1 conv2d  does not fit
      ────────────────────────────────────────────────────────────────────────
      total                          368  302,400  66,048
      layer 1.1: conv2d expects 4 input channels but the previous layer gives 8, in [28, 30, 8]"
    `);
  });
  test('as Markdown', () => {
    expect(toMarkdown(report)).toMatchInlineSnapshot(`
      "| layer | output | params | MACs | bytes | field | jump | centre |
      | :-- | :-- | --: | --: | --: | --: | --: | --: |
      | input | [32, 32, 3] | 0 | 0 | 12,288 | 1 | 1 | 0 |
      | 0 conv2d | [28, 30, 8] | 368 | 302,400 | 26,880 | 5×3 | 1 | 2×1 |
      | 1 sequential |  |  |  |  |  |  |  |
      |   1.0 relu | [28, 30, 8] | 0 | 0 | 26,880 | 5×3 | 1 | 2×1 |
      |   1.1 conv2d | does not fit |  |  |  |  |  |  |
      | total |  | 368 | 302,400 | 66,048 |  |  |  |

      layer 1.1: conv2d expects 4 input channels but the previous layer gives 8, in [28, 30, 8]"
    `);
  });
  test('the error of a container itself is in its own row', () => {
    const broken: LayerDescription = {
      ...maxPool2d(9),
      name: 'concat',
      branches: [elementwise('a'), elementwise('b')],
    };
    const { rows } = summary([broken], [8, 8, 1]);
    expect(rows.map(({ path, error }) => [path, error === null])).toEqual([
      ['', true],
      ['0', false],
      ['0.0', true],
      ['0.1', true],
    ]);
  });
  test('an input of another shape is the first error', () => {
    expect(summary(lenet, [32, 32, 1])).toMatchObject({
      rows: [{ path: '0', error: 'input expects [28, 28, 1] but gets [32, 32, 1]' }],
    });
  });
});

test('branches start from the same shape, and their outputs count', () => {
  const residual: LayerDescription = {
    ...elementwise('residual'),
    branches: [chain(conv2d(2, 2, { kernelSize: 3, padding: 1 }), elementwise('relu')), elementwise('identity')],
    params: () => 38,
    macs: () => 36 * 16,
  };
  const report = summary([residual], [4, 4, 2]);
  expect(report.rows.map(({ path }) => path)).toEqual(['', '0', '0.0', '0.0.0', '0.0.1', '0.1']);
  expect(report.params).toBe(38);
  expect(report.bytes).toBe(5 * 4 * 32);
});

test.each<[string, LayerDescription[], number[], number]>([
  ['a hidden layer of 1000 on 1000x1000x3', [flatten(), linear(3_000_000, 1000)], [1000, 1000, 3], 3_000_001_000],
  ['a hidden layer of 1000 on 64x64x3', [flatten(), linear(12_288, 1000)], [64, 64, 3], 12_289_000],
  ['conv 3 -> 64, k3 p1', [conv2d(3, 64, { kernelSize: 3, padding: 1 })], [224, 224, 3], 1792],
  ['SimpleNet(10, 50, 2)', [linear(10, 50), elementwise('relu'), elementwise('dropout'), linear(50, 2)], [10], 652],
  [
    'SimpleCNN',
    [
      conv2d(1, 32, { kernelSize: 3, padding: 1 }),
      elementwise('relu'),
      flatten(),
      linear(32 * 28 * 28, 128),
      elementwise('relu'),
      elementwise('dropout'),
      linear(128, 10),
    ],
    [28, 28, 1],
    3_213_002,
  ],
])('parameters of %s', (_name, layers, shape, params) => {
  expect(summary(layers, shape)).toMatchObject({ params, error: null });
});

test('a label takes the place of the name', () => {
  const layer = { ...elementwise('relu'), label: 'relu, in place' };
  expect(summary([layer], [3]).rows[1]!.name).toBe('relu, in place');
});

test('needs a shape', () => {
  let message = '';
  try {
    summary([flatten()]);
  } catch (error) {
    if (FeaturemapError.is(error)) message = error.message;
  }
  expect(message).toMatchInlineSnapshot(`
    "summary: the shape of one sample is needed
      Try       summary(net, [28, 28, 1]), or input(28, 28, 1) as the first layer"
  `);
  expect(() => summary([flatten()], [0, 3])).toThrow('input: size 0 must be an integer of at least 1, not 0');
  expect(() => summary([flatten()], [3], { dataFormat: 'CHW' as never })).toThrow("must be one of 'NHWC', 'NCHW'");
  expect(() => summary([flatten()], [3], { format: 'NCHW' } as never)).toThrow("unknown option 'format'");
});

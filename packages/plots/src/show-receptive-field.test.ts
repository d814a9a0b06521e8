import { conv2d, input, maxPool2d, sequential, summary } from '@featuremap/shapes';
import { messageOf } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FieldLayer } from './field-layer.ts';
import { type ShowReceptiveFieldOptions, showReceptiveField } from './show-receptive-field.ts';

const describe = (svg: string) => svg.match(/<desc>(.*)<\/desc>/)![1];
/** How many cells of each stage are coloured: [real, padding], the input first. */
const cellsOf = (svg: string) =>
  [...svg.matchAll(/<g><path[^>]*\/><path d="([^"]*)"[^>]*\/>(?:<path d="([^"]*)")?/g)].map((match) => [
    match[1]!.split('z').length - 1,
    (match[2] ?? '').split('z').length - 1,
  ]);

test('2x2 over 2x2 sees 3x3', () => {
  const svg = showReceptiveField([3, 3], [{ kernelSize: 2 }, { kernelSize: 2 }]);
  expect(describe(svg)).toBe('One cell of layer 2 sees 2x2 of layer 1, 3x3 of input.');
  expect(cellsOf(svg)).toEqual([
    [9, 0],
    [4, 0],
    [1, 0],
  ]);
});

test('the windows of @featuremap/shapes: LeNet sees 16x16', () => {
  const context = { dataFormat: 'NHWC', via: '' } as const;
  const windows = [
    conv2d(1, 6, { kernelSize: 5, padding: 2 }).window([28, 28, 1], context),
    maxPool2d(2, { stride: 2 }).window([28, 28, 6], context),
    conv2d(6, 16, { kernelSize: 5 }).window([14, 14, 6], context),
    maxPool2d(2, { stride: 2 }).window([10, 10, 16], context),
  ];
  expect(describe(showReceptiveField([28, 28], windows))).toMatch(/, 16x16 of input\.$/);
});

test('the field agrees with the summary of @featuremap/shapes wherever no padding is seen', () => {
  const size = fc.integer({ min: 1, max: 3 });
  const layer = fc.record({
    kernelSize: fc.tuple(size, size),
    stride: fc.tuple(size, size),
    dilation: fc.tuple(size, size),
  });
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1, maxLength: 3 }), (layers) => {
      const net = sequential(input(120, 120, 1), ...layers.map((options) => conv2d(1, 1, options)));
      const [height, width] = summary(net).rows.at(-1)!.field!.size;
      expect(describe(showReceptiveField([120, 120], layers, { cellSize: 2 }))).toContain(
        `${height}x${width} of input`,
      );
    }),
    { numRuns: 20 },
  );
});

test('dilation leaves holes, padding counts and lies outside', () => {
  const dilated = showReceptiveField([5, 5], [{ kernelSize: 3, dilation: 2 }]);
  expect(cellsOf(dilated)[0]).toEqual([9, 0]);
  expect(describe(dilated)).toContain('5x5 of input');
  const corner = showReceptiveField([4, 4], [{ kernelSize: 3, padding: 1 }], { cell: [0, 3] });
  expect(cellsOf(corner)[0]).toEqual([4, 5]);
  expect(
    showReceptiveField(
      [4, 4],
      [
        {
          kernelSize: 3,
          padding: [
            [1, 1],
            [1, 1],
          ],
        },
      ],
      { cell: [0, 3] },
    ),
  ).toBe(corner);
});

test('with ceilMode a last window may hang over the end', () => {
  const pool = { kernelSize: 2, stride: 2, ceilMode: true };
  const window = maxPool2d(2, { stride: 2, ceilMode: true }).window([5, 5, 1], { dataFormat: 'NHWC' });
  const svg = showReceptiveField([5, 5], [pool], { cell: [2, 2] });
  expect(cellsOf(svg)[0]).toEqual([1, 3]);
  expect(showReceptiveField([5, 5], [window], { cell: [2, 2] })).toBe(svg);
});

test('errors', () => {
  const messageFor = (
    layers: readonly FieldLayer[],
    options: ShowReceptiveFieldOptions = {},
    size = [8, 8] as [number, number],
  ) => messageOf(() => showReceptiveField(size, layers, options));
  const conv = { kernelSize: 3 };
  expect(messageFor([])).toMatchInlineSnapshot(`"showReceptiveField: there is no layer to look through"`);
  expect(messageFor([conv], {}, [8, 0])).toMatchInlineSnapshot(
    `"showReceptiveField: size must be an integer of at least 1, not 0"`,
  );
  expect(messageFor([{ kernelSize: [9, 3] }])).toMatchInlineSnapshot(`
    "showReceptiveField: layers[0] has a window of 9 over 8 rows
      Rule      dilation·(kernelSize - 1) + 1 is at most the padded input"
  `);
  expect(messageFor([{ kernelSize: [1, 2, 3] as never }])).toMatchInlineSnapshot(
    `"showReceptiveField: layers[0].kernelSize must be a number or [height, width], not [1, 2, 3]"`,
  );
  expect(messageFor([{ ...conv, stride: 0 }])).toMatchInlineSnapshot(
    `"showReceptiveField: layers[0].stride must be an integer of at least 1, not 0"`,
  );
  expect(messageFor([{ ...conv, padding: 'same' as never }])).toMatchInlineSnapshot(
    `"showReceptiveField: layers[0].padding must be an integer of at least 0, not 'same'"`,
  );
  expect(messageFor([{ ...conv, strides: 2 } as never])).toMatchInlineSnapshot(`
    "showReceptiveField: layers[0]: unknown option 'strides'
      Received  { kernelSize: 3, strides: 2 }
      Rule      the options are name, kernelSize, stride, padding, dilation, ceilMode, outputSize
      Try       'stride'"
  `);
  expect(messageFor([conv], { cell: [6, 0] })).toMatchInlineSnapshot(
    `"showReceptiveField: cell[0] must be an integer from 0 to 5, not 6"`,
  );
});

import { inflateSync } from 'node:zlib';
import { messageOf } from '@featuremap/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex, paletteOf } from './color-map.ts';
import * as api from './index.ts';
import { pngUrl } from './png.ts';

const { confusionMatrix, curves, imageGrid, showExtraction, showFeatureMaps, showKernel } = api;

/** The markup is well-formed as far as tags go, asks for nothing from outside and holds no NaN. */
function expectSound(svg: string): void {
  const open: string[] = [];
  for (const [, slash, tag, selfClosing] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (slash) expect(open.pop()).toBe(tag);
    else if (!selfClosing) open.push(tag!);
  }
  expect(open).toEqual([]);
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<title>.*<\/title><desc>.*<\/desc>/s);
  expect(svg).not.toMatch(/NaN|Infinity|undefined|&(?!amp;|lt;|gt;|quot;)/);
  for (const [, href] of svg.matchAll(/(?:href|src)="([^"]*)"/g)) expect(href).toMatch(/^data:image\/png;base64,/);
}

const numbersOf = (svg: string, attribute: string): number[] =>
  [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map((match) => Number(match[1]));

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "confusionMatrix",
      "curves",
      "imageGrid",
      "showExtraction",
      "showFeatureMaps",
      "showFilmstrip",
      "showKernel",
      "showReceptiveField",
    ]
  `);
});

test('curves: every marker lies inside the axes, in the order of its value', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
        minLength: 1,
        maxLength: 30,
      }),
      (values) => {
        const svg = curves([{ name: 'a', y: values }], { title: 't' });
        expectSound(svg);
        const cy = numbersOf(svg, 'cy');
        expect(cy.length).toBe(values.length);
        for (const [i, y] of cy.entries()) {
          expect(y).toBeGreaterThanOrEqual(58);
          expect(y).toBeLessThanOrEqual(276);
          if (i > 0 && values[i]! > values[i - 1]!) expect(y).toBeLessThanOrEqual(cy[i - 1]!);
        }
      },
    ),
  );
});

test('curves: ticks and places of a small drawing', () => {
  const svg = curves([{ name: 'train', y: [0, 1, 2] }], { title: 'Loss', width: 374, height: 202 });
  expect(numbersOf(svg, 'cx')).toEqual([56, 206, 356]);
  expect(numbersOf(svg, 'cy')).toEqual([158, 108, 58]);
  expect([...svg.matchAll(/>([^<>]+)<\/text>/g)].map((match) => match[1])).toEqual([
    'Loss',
    'train',
    '0',
    '0.5',
    '1',
    '1.5',
    '2',
    '1',
    '2',
    '3',
    'epoch',
  ]);
});

test('curves: a value that is not finite leaves a gap', () => {
  const svg = curves([{ name: 'a', y: [1, 2, Number.NaN, 3, 4, Infinity] }], { title: 't' });
  expectSound(svg);
  expect(svg.match(/ d="M[^"]*L[^"]*M[^"]*L[^"]*"/)).not.toBeNull();
  expect(numbersOf(svg, 'cx').length).toBe(4);
  expect(svg).toContain('a: from 1 to 4.');
});

test('curves: percent, fixed ends, given x and text that needs escaping', () => {
  const svg = curves([{ name: '<a> & "b"', x: [0, 10], y: [0.25, 0.5] }], {
    title: 'Accuracy',
    yFormat: 'percent',
    yMin: 0,
    yMax: 1,
    xLabel: 'step',
  });
  expectSound(svg);
  expect(svg).toContain('&lt;a&gt; &amp; &quot;b&quot;');
  expect(svg).toContain('Accuracy by step, 0 to 10.');
  expect(svg).toContain('from 25% to 50%');
  expect(svg).toContain('>100%</text>');
});

test('curves: a legend that is too long goes on in a second line, and the drawing makes room', () => {
  const series = ['train', 'test', 'train of the run before', 'test of the run before'].map((name) => ({
    name,
    y: [1, 2],
  }));
  const svg = curves(series, { title: 'Loss', width: 420 });
  expectSound(svg);
  const rows = [...svg.matchAll(/<path d="M([\d.]+),(\d+)h24"/g)].map((match) => [Number(match[1]), Number(match[2])]);
  expect(rows.map(([, y]) => y)).toEqual([39, 39, 39, 57]);
  expect(rows[3]![0]).toBe(rows[0]![0]);
  expect(Math.min(...numbersOf(svg, 'cy'))).toBe(76);
});

test('curves: errors', () => {
  expect(messageOf(() => curves([], { title: 't' }))).toMatchInlineSnapshot(`
    "curves: there is no finite value to draw
      Received  0 series"
  `);
  expect(messageOf(() => curves([{ name: '', y: [1] }], { title: 't' }))).toMatchInlineSnapshot(
    `"curves: series 0 must have a name, not ''"`,
  );
  expect(messageOf(() => curves([{ name: 'a', x: [1, 2], y: [1] }], { title: 't' }))).toMatchInlineSnapshot(
    `"curves: series 'a' has 2 x values for 1 y values"`,
  );
  expect(messageOf(() => curves([{ name: 'a', y: [1] }], { title: 't', yMin: 2, yMax: 1 }))).toMatchInlineSnapshot(
    `"curves: yMin 2 must be below yMax 1"`,
  );
  expect(messageOf(() => curves([{ name: 'a', y: [1] }], { title: 't', ymax: 1 } as never))).toMatchInlineSnapshot(`
    "curves: unknown option 'ymax'
      Received  { title: 't', ymax: 1 }
      Rule      the options are title, xLabel, yLabel, yMin, yMax, yFormat, width, height, words
      Try       'yMax'"
  `);
  expect(messageOf(() => curves([{ name: 'a', y: [1] }], { title: 't', width: Number.NaN }))).toMatchInlineSnapshot(
    `"curves: width must be an integer of at least 200, not NaN"`,
  );
});

test('confusionMatrix: colour is the share of the row, dark cells have white numbers', () => {
  const svg = confusionMatrix(
    [
      [10, 0],
      [500, 500],
    ],
    { classes: ['few', 'many'] },
  );
  expectSound(svg);
  const fills = [...svg.matchAll(/<rect [^>]*fill="(#[0-9a-f]{6})"\/><text fill="(#[0-9a-f]{6})"/g)].map((m) => [
    m[1],
    m[2],
  ]);
  const blues = paletteOf('test', 'Blues');
  expect(fills).toEqual([
    [hex(blues[255]!), '#ffffff'],
    [hex(blues[0]!), '#10243e'],
    [hex(blues[128]!), '#10243e'],
    [hex(blues[128]!), '#10243e'],
  ]);
  expect(svg).toContain('<title>true many, predicted few: 500 (50.0%)</title>');
  expect(svg).toContain('510 of 1010 are right (50.5%). Most frequent mistake: many taken for few, 500 times.');
  expect(confusionMatrix([[0]], { classes: ['a'] })).toContain('0 of 0 are right (0.0%). No mistake.');
});

test('confusionMatrix: errors', () => {
  expect(messageOf(() => confusionMatrix([[1, 2]], { classes: ['a'] }))).toMatchInlineSnapshot(`
    "confusionMatrix: the counts must be square, with one name for each class
      Received  1 rows of [2] counts and 1 classes"
  `);
  expect(messageOf(() => confusionMatrix([[1]], { classes: ['a', 'b'] }))).toMatchInlineSnapshot(`
    "confusionMatrix: the counts must be square, with one name for each class
      Received  1 rows of [1] counts and 2 classes"
  `);
  expect(messageOf(() => confusionMatrix([[0.5]], { classes: ['a'] }))).toMatchInlineSnapshot(
    `"confusionMatrix: counts[0][0] must be an integer of at least 0, not 0.5"`,
  );
});

test('pngUrl: a decoder gets the indices back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), (width, height) => {
      const indices = Uint8Array.from({ length: width * height }, (_, i) => (i * 31) & 255);
      const bytes = Buffer.from(pngUrl(indices, width, height, paletteOf('test', 'magma')).split(',')[1]!, 'base64');
      const at = bytes.indexOf('IDAT');
      const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
      expect(rows.length).toBe(height * (width + 1));
      const last = rows.subarray((height - 1) * (width + 1) + 1);
      expect(Buffer.compare(last, indices.subarray((height - 1) * width))).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test('imageGrid: rows, lines and errors', () => {
  const image = {
    data: new Uint8Array(28 * 28),
    width: 28,
    height: 28,
    lines: ['true: bag', 'predicted: a much longer name'],
  };
  const svg = imageGrid([image, image, image], { columns: 2, title: 'Mistakes' });
  expectSound(svg);
  const [first, second, third] = [...svg.matchAll(/<image x="(\d+[.\d]*)" y="([\d.]+)"/g)].map((m) => [
    Number(m[1]),
    Number(m[2]),
  ]);
  expect(first![1]).toBe(second![1]);
  expect(second![0]! - first![0]!).toBeGreaterThan(84);
  expect(third![0]).toBe(first![0]);
  expect(third![1]! - first![1]!).toBeGreaterThan(84 + 30);
  expect(messageOf(() => imageGrid([]))).toMatchInlineSnapshot(`"imageGrid: there is no image to draw"`);
  expect(messageOf(() => imageGrid([{ data: [1], width: 2, height: 1 }]))).toMatchInlineSnapshot(`
    "imageGrid: images[0] must hold width·height values
      Received  { data: [1], width: 2, height: 1 }
      Rule      data.length = width·height with both at least 1: 1 = 2·1 is false"
  `);
  expect(messageOf(() => imageGrid([{ data: [Number.NaN], width: 1, height: 1 }]))).toMatchInlineSnapshot(
    `"imageGrid: images[0].data[0] must be a number, not NaN"`,
  );
});

test('showKernel: numbers change colour at (max + min) / 2, at both kinds of colour map', () => {
  const inks = (svg: string) => [...svg.matchAll(/<text fill="(#[0-9a-f]{6})"/g)].map((match) => match[1]);
  const [dark, light] = ['#000000', '#ffffff'];
  expect(
    inks(
      showKernel([
        [-1, -2, -1],
        [0, 0, 0],
        [1, 2, 1],
      ]),
    ),
  ).toEqual([light, light, light, light, light, light, dark, dark, dark]);
  expect(
    inks(
      showKernel(
        [
          [0, 1],
          [1.01, 2],
        ],
        { colorMap: 'Blues' },
      ),
    ),
  ).toEqual([dark, dark, light, light]);
});

test('showKernel: digits, no label, one value, errors', () => {
  const svg = showKernel([[1 / 9, -0.0001]], { digits: 2, title: 'blur' });
  expectSound(svg);
  expect(svg).toContain('Rows: 0.11 -0.00.');
  expect(showKernel([[1 / 9, -0.0001]])).toContain('Rows: 0.111 0.');
  expect(showKernel([[5]], { label: false })).not.toContain('<text');
  expectSound(showKernel([[5]]));
  expect(messageOf(() => showKernel([]))).toMatchInlineSnapshot(`
    "showKernel: the rows of the kernel must have one length of at least 1
      Received  rows of [] weights"
  `);
  expect(messageOf(() => showKernel([[1, 2], [3]]))).toMatchInlineSnapshot(`
    "showKernel: the rows of the kernel must have one length of at least 1
      Received  rows of [2, 1] weights"
  `);
  expect(messageOf(() => showKernel([[Infinity]]))).toMatchInlineSnapshot(
    `"showKernel: kernel[0][0] must be a finite number, not Infinity"`,
  );
  expect(messageOf(() => showKernel([[1]], { colorMap: 'Magma' as never }))).toMatchInlineSnapshot(`
    "showKernel: colorMap must be one of 'magma', 'viridis', 'Blues', 'RdBu', 'grey', not 'Magma'
      Try       'magma'"
  `);
});

test('showFeatureMaps: one picture a channel; a shared scale differs from one each', () => {
  const maps = { data: [0, 10, 1, 20], shape: [1, 2, 2] };
  const hrefs = (svg: string) => [...svg.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
  const each = hrefs(showFeatureMaps(maps));
  expect(each.length).toBe(2);
  expect(each[0]).toBe(each[1]);
  const shared = hrefs(showFeatureMaps({ ...maps, shape: [1, 1, 2, 2] }, { scale: 'shared' }));
  expect(shared[0]).not.toBe(shared[1]);
  expectSound(showFeatureMaps(maps, { title: 'conv' }));
});

test('showFeatureMaps and showExtraction: errors', () => {
  expect(messageOf(() => showFeatureMaps({ data: [1], shape: [1, 1] }))).toMatchInlineSnapshot(
    `"showFeatureMaps: the shape must be [H, W, C] or [1, H, W, C], not [1, 1]"`,
  );
  expect(messageOf(() => showFeatureMaps({ data: [1], shape: [2, 1, 1, 1] }))).toMatchInlineSnapshot(
    `"showFeatureMaps: the shape must be [H, W, C] or [1, H, W, C], not [2, 1, 1, 1]"`,
  );
  expect(messageOf(() => showFeatureMaps({ data: [1], shape: [2, 2, 1] }))).toMatchInlineSnapshot(
    `"showFeatureMaps: shape [2, 2, 1] holds 4 values, but data has 1"`,
  );
  expect(
    messageOf(() => showFeatureMaps({ data: [1], shape: [1, 1, 1] }, { scale: 'Each' as never })),
  ).toMatchInlineSnapshot(`
    "showFeatureMaps: scale must be one of 'each', 'shared', not 'Each'
      Try       'each'"
  `);
  expect(messageOf(() => showExtraction([]))).toMatchInlineSnapshot(`"showExtraction: there is no stage to draw"`);
});

test('showExtraction: gamma lifts the dark values', () => {
  const stage = { name: 'filter', data: [0, 1, 4], width: 3, height: 1 };
  const strip = showExtraction([stage, stage], { gamma: 0.5 });
  expectSound(strip);
  expect(strip).toContain('filter 1x3, values from 0 to 4');
  expect(strip).not.toBe(showExtraction([stage, stage]));
});

test('the same input gives the same text', () => {
  const draw = () =>
    confusionMatrix(
      [
        [3, 1],
        [0, 4],
      ],
      { classes: ['a', 'b'] },
    ) + curves([{ name: 'a', y: [1, 3] }], { title: 't' });
  expect(draw()).toBe(draw());
});

import { rejectionOf } from '@featuremap/testing';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { showKernel } from '../show-kernel.ts';
import * as api from './index.ts';
import { type ToPngOptions, toPng } from './to-png.ts';

const svg = showKernel(
  [
    [1, 0],
    [0, 1],
  ],
  { label: false, cellSize: 10, colorMap: 'grey' },
);
const pixelsOf = async (png: Uint8Array) => {
  const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
  return {
    ...info,
    at: (x: number, y: number) => [...data.subarray((y * info.width + x) * info.channels).subarray(0, info.channels)],
  };
};

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "toPng",
    ]
  `);
});

test('size and colours', async () => {
  const double = await pixelsOf(await toPng(svg));
  expect([double.width, double.height, double.channels]).toEqual([40, 40, 3]);
  expect([double.at(10, 10), double.at(30, 10)]).toEqual([
    [255, 255, 255],
    [0, 0, 0],
  ]);
  const large = await pixelsOf(await toPng(svg, { scale: 3.5 }));
  expect([large.width, large.height]).toEqual([70, 70]);
});

test('the background shows where nothing is drawn', async () => {
  const empty = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>';
  expect((await pixelsOf(await toPng(empty))).at(0, 0)).toEqual([255, 255, 255]);
  expect((await pixelsOf(await toPng(empty, { background: '#102030' }))).at(0, 0)).toEqual([16, 32, 48]);
  expect((await pixelsOf(await toPng(empty, { background: 'transparent' }))).at(0, 0)[3]).toBe(0);
});

test('errors', async () => {
  const messageFor = (text: unknown, options?: ToPngOptions) => rejectionOf(() => toPng(text as string, options));
  expect(await messageFor('a picture')).toMatchInlineSnapshot(`"toPng: expects the text of an SVG, not 'a picture'"`);
  expect(await messageFor(svg, { scale: 0 })).toMatchInlineSnapshot(
    `"toPng: scale must be a number from 0.01 to 16, not 0"`,
  );
  expect(await messageFor(svg, { background: 'mauvish' })).toMatch(/^toPng: sharp cannot draw this\n/);
  expect(await messageFor('<svg width="1"')).toMatch(/^toPng: sharp cannot draw this\n/);
});

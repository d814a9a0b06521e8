import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { type Frame, type ShowFilmstripOptions, showFilmstrip } from './show-filmstrip.ts';

const frames: Frame[] = [
  { data: [0, 10, 0, 0], width: 2, height: 2, caption: 'image' },
  { data: [5], width: 1, height: 1 },
];
const pictures = (svg: string) => [...svg.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);

test('frames stand side by side at one width, with caption or size', () => {
  const svg = showFilmstrip(frames, { title: 'Pooled', size: 50 });
  expect(
    [...svg.matchAll(/<image x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g)].map((m) => m.slice(1, 5)),
  ).toEqual([
    ['0.5', '32.5', '50', '50'],
    ['62.5', '32.5', '50', '50'],
  ]);
  expect([...svg.matchAll(/>([^<]+)<\/text>/g)].map((match) => match[1])).toEqual(['Pooled', 'image', '1: 1x1']);
});

test('one scale for all, or each its own', () => {
  const alone = pictures(showFilmstrip([{ data: [0, 10], width: 2, height: 1 }]));
  const dimmed = showFilmstrip([
    { data: [0, 10], width: 2, height: 1 },
    { data: [0, 20], width: 2, height: 1 },
  ]);
  expect(pictures(dimmed)[0]).not.toBe(alone[0]);
  expect(pictures(dimmed)[1]).toBe(alone[0]);
  const each = pictures(
    showFilmstrip(
      [
        { data: [0, 10], width: 2, height: 1 },
        { data: [0, 20], width: 2, height: 1 },
      ],
      { scale: 'each' },
    ),
  );
  expect(each).toEqual([alone[0], alone[0]]);
});

test('errors', () => {
  const messageFor = (given: readonly Frame[], options: ShowFilmstripOptions = {}) =>
    messageOf(() => showFilmstrip(given, options));
  expect(messageFor([])).toMatchInlineSnapshot(`"showFilmstrip: there is no frame to draw"`);
  expect(messageFor([{ data: [1], width: 2, height: 1 }])).toMatchInlineSnapshot(`
    "showFilmstrip: frames[0] must hold width·height values
      Received  { data: [1], width: 2, height: 1 }
      Rule      data.length = width·height with both at least 1: 1 = 2·1 is false"
  `);
  expect(messageFor(frames, { scale: 'all' as never })).toMatchInlineSnapshot(
    `"showFilmstrip: scale must be one of 'shared', 'each', not 'all'"`,
  );
  expect(messageFor(frames, { gamma: 0 })).toMatchInlineSnapshot(
    `"showFilmstrip: gamma must be a number of at least 0.01, not 0"`,
  );
});

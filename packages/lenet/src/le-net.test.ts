import { summary } from '@featuremap/shapes';
import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import * as api from './index.ts';
import { leNet } from './le-net.ts';

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "leNet",
    ]
  `);
});

test.each(['classic', 'modern'] as const)('%s: the sizes of the textbook', (variant) => {
  const net = leNet({ variant });
  const { params, macs, rows } = summary(net);
  expect([params, macs]).toEqual([61_706, 416_520]);
  expect(rows.map(({ shape }) => shape!.join('x')).filter((shape, i, all) => shape !== all[i - 1])).toEqual([
    '28x28x1',
    '28x28x6',
    '14x14x6',
    '10x10x16',
    '5x5x16',
    '400',
    '120',
    '84',
    '10',
  ]);
  const beforeFlatten = rows.findLast(({ field }) => field !== null)!.field!;
  expect([beforeFlatten.size, beforeFlatten.jump]).toEqual([
    [16, 16],
    [4, 4],
  ]);
  const names = rows.map(({ name }) => name);
  expect(names).toContain(variant === 'classic' ? 'avgPool2d' : 'maxPool2d');
  expect(names.filter((name) => name === (variant === 'classic' ? 'sigmoid' : 'relu')).length).toBe(4);
});

test('errors', () => {
  const messageFor = (options: object) => messageOf(() => leNet(options));
  expect(messageFor({ variant: 'clasic' })).toMatchInlineSnapshot(`
    "leNet: variant must be one of 'classic', 'modern', not 'clasic'
      Try       'classic'"
  `);
  expect(messageFor({ kind: 'classic' })).toMatchInlineSnapshot(`
    "leNet: unknown option 'kind'
      Received  { kind: 'classic' }
      Rule      the options are variant"
  `);
});

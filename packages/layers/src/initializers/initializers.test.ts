import { Generator } from '@featuremap/random';
import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { golden } from '../../test/torch.ts';
import { constant } from './constant.ts';
import { kaimingNormal, kaimingUniform } from './kaiming.ts';
import { xavierNormal, xavierUniform } from './xavier.ts';

const initializers = { xavierUniform, xavierNormal, kaimingUniform, kaimingNormal };
type Case = { name: keyof typeof initializers; options: object; values: GoldenArray };
const { draws } = golden<{ draws: Case[] }>('init');
const seed = 7;

test.each(draws.map((c) => [`${c.name}(${JSON.stringify(c.options)}) of [${c.values.shape}]`, c] as const))(
  '%s draws bit for bit what PyTorch draws',
  (_name, { name, options, values }) => {
    expect(initializers[name](options)(values.shape, new Generator(seed))).toEqual(values.data);
  },
);

test('constant draws nothing', () => {
  const generator = new Generator(seed);
  expect([...constant(0.25)([2, 2], generator)]).toEqual([0.25, 0.25, 0.25, 0.25]);
  expect(generator.state()).toEqual(new Generator(seed).state());
});

test('wrong options are refused', () => {
  expect(messageOf(() => constant(Number.NaN))).toMatchInlineSnapshot(`"constant: value must be a number, not NaN"`);
  expect(messageOf(() => xavierUniform({ gain: -1 }))).toMatchInlineSnapshot(
    `"xavierUniform: gain must be a number of at least 0, not -1"`,
  );
  expect(messageOf(() => kaimingNormal({ mode: 'fan_in' as 'fanIn' }))).toMatchInlineSnapshot(`
    "kaimingNormal: mode must be one of 'fanIn', 'fanOut', not 'fan_in'
      Try       'fanIn'"
  `);
  expect(messageOf(() => kaimingUniform({ nonlinearity: 'selu' as 'relu' }))).toMatchInlineSnapshot(`
    "kaimingUniform: nonlinearity must be one of 'linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu', not 'selu'
      Try       'relu'"
  `);
  expect(messageOf(() => kaimingUniform({ gain: 1 } as object))).toMatchInlineSnapshot(`
    "kaimingUniform: unknown option 'gain'
      Received  { gain: 1 }
      Rule      the options are a, mode, nonlinearity"
  `);
});

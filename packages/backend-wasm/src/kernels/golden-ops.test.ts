// tfjs-core's ops on this backend, and their gradients by the formulas that tfjs-core uses, against PyTorch's values.
import { expectClose, type GoldenArray, readGolden } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { arithmeticOps } from '../../test/ops/arithmetic.ts';
import { moveOps } from '../../test/ops/moves.ts';
import { type OpCase, tensorOf } from '../../test/ops/op.ts';
import { unaryOps } from '../../test/ops/unary.ts';
import { windowOps } from '../../test/ops/windows.ts';
import { describeVariants } from '../../test/variants.ts';

interface Golden {
  readonly ops: readonly OpCase[];
  readonly unary: readonly {
    readonly x: GoldenArray;
    readonly dy: GoldenArray;
    readonly ops: Readonly<Record<string, Record<'y' | 'dx', GoldenArray>>>;
  }[];
  readonly oneHot: readonly { readonly indices: GoldenArray; readonly depth: number; readonly y: GoldenArray }[];
  readonly argMax: readonly { readonly x: GoldenArray; readonly y: GoldenArray }[];
}

const { cases } = readGolden<Golden>(new URL('../../golden/ops.json', import.meta.url));
/** Sums of some hundred products in another order than PyTorch's, and exp by another polynomial. */
const TOLERANCE = { atol: 5e-6, rtol: 1e-5 };
const ops = { ...windowOps, ...arithmeticOps, ...moveOps };

const label = ({ op, inputs, attrs }: OpCase) =>
  `${op} of ${inputs.map(({ shape }) => `[${shape}]`).join(' and ')} ${JSON.stringify(attrs)}`;

test('every op of the golden file has its place here, and the other way round', () => {
  expect(Object.keys(ops).sort()).toEqual([...new Set(cases.ops.map(({ op }) => op))].sort());
  const names = cases.unary.flatMap((group) => Object.keys(group.ops));
  expect(Object.keys(unaryOps).sort()).toEqual(names.sort());
});

describeVariants((use) => {
  beforeEach(use);

  test.each(cases.ops.map((found, i) => [i, label(found), found] as const))('%i: %s', (_i, _label, found) => {
    tf.tidy(() => {
      const { y, grads } = ops[found.op]!;
      const inputs = found.inputs.map(tensorOf);
      const own = y(inputs, found.attrs, found);
      expect(own.shape).toEqual(found.y.shape);
      expectClose(own.dataSync(), found.y.data, TOLERANCE);
      const ownGrads = grads(tensorOf(found.dy), inputs, found.attrs, found);
      expect(ownGrads.map(({ shape }) => shape)).toEqual(found.inputs.map(({ shape }) => shape));
      ownGrads.forEach((grad, i) => {
        expectClose(grad.dataSync(), found.grads[i]!.data, TOLERANCE);
      });
    });
  });

  describe.each(cases.unary)('elementwise', ({ x, dy, ops: results }) => {
    test.each(Object.entries(results))('%s', (name, { y, dx }) => {
      tf.tidy(() => {
        const [op, slope] = unaryOps[name]!;
        const input = tensorOf(x);
        const own = op(input);
        expectClose(own.dataSync(), y.data, TOLERANCE);
        expectClose(tf.mul(tensorOf(dy), slope(input, own)).dataSync(), dx.data, TOLERANCE);
      });
    });
  });

  test('oneHot and argMax', () => {
    tf.tidy(() => {
      for (const { indices, depth, y } of cases.oneHot)
        expect([...tf.oneHot(tensorOf(indices), depth).dataSync()]).toEqual([...y.data]);
      for (const { x, y } of cases.argMax) expect([...tf.argMax(tensorOf(x), 1).dataSync()]).toEqual([...y.data]);
    });
  });
});

import { expectClose, type GoldenArray, readGolden } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, expect, test } from 'vitest';
import type { BlockAttrs } from '../../test/twins.ts';
import { describeVariants, run } from '../../test/variants.ts';
import type { Activation } from '../conv-geometry.ts';

type Arrays<Names extends string> = Readonly<Record<Names, GoldenArray>>;

interface Golden {
  readonly blocks: readonly (Arrays<'x' | 'filter' | 'bias' | 'y' | 'last' | 'dy' | 'dx' | 'dFilter' | 'dBias'> & {
    readonly attrs: BlockAttrs;
  })[];
  readonly linear: readonly (Arrays<'x' | 'weight' | 'bias' | 'y' | 'dy' | 'dx' | 'dWeight' | 'dBias'> & {
    readonly activation: Activation;
  })[];
  readonly crossEntropy: readonly (Arrays<'logits' | 'labels' | 'loss' | 'gradient'> & {
    readonly weight?: GoldenArray;
    readonly labelSmoothing: number;
  })[];
}

const { cases } = readGolden<Golden>(new URL('../../golden/kernels.json', import.meta.url));
const tensor = ({ data, shape }: GoldenArray) =>
  tf.tensor(data as Float32Array, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
/** Sums of a few hundred products of numbers of size 1, in another order than PyTorch's. */
const TOLERANCE = { atol: 5e-5, rtol: 2e-5 };

test('there are enough of them', () => {
  expect(cases.blocks.filter(({ attrs }) => attrs.pool !== null).length).toBeGreaterThan(8);
});

describeVariants((use) => {
  beforeEach(use);

  test.each(cases.blocks.map((found, i) => [i, found.attrs.activation, found.x.shape, found] as const))(
    'block %i: %s of %j',
    (_i, _activation, _shape, { attrs, x, filter, bias, y, last, dy, dx, dFilter, dBias }) => {
      tf.tidy(() => {
        const forward = run(
          'FeaturemapConv2dBlock',
          { x: tensor(x), filter: tensor(filter), bias: tensor(bias) },
          attrs,
        );
        expectClose(forward[0]!, y.data, TOLERANCE);
        expectClose(forward.at(-1)!, last.data, TOLERANCE);
        const saved = { y: tensor(y), dy: tensor(dy) };
        const filterAttrs = { ...attrs, filterShape: filter.shape, hasBias: true };
        const gradients = run('FeaturemapConv2dBlockGradFilter', { x: tensor(x), ...saved }, filterAttrs);
        expectClose(gradients[0]!, dFilter.data, TOLERANCE);
        expectClose(gradients[1]!, dBias.data, TOLERANCE);
        const inputAttrs = { ...attrs, inputShape: x.shape };
        const [ownDx] = run('FeaturemapConv2dBlockGradInput', { filter: tensor(filter), ...saved }, inputAttrs);
        expectClose(ownDx!, dx.data, TOLERANCE);
      });
    },
  );

  test('linear layers', () => {
    for (const { activation, x, weight, bias, y, dy, dx, dWeight, dBias } of cases.linear)
      tf.tidy(() => {
        const inputs = { x: tensor(x), weight: tensor(weight), bias: tensor(bias) };
        expectClose(run('FeaturemapLinear', inputs, { activation })[0]!, y.data, TOLERANCE);
        const saved = { y: tensor(y), dy: tensor(dy) };
        const both = run('FeaturemapLinearGradWeight', { x: inputs.x, ...saved }, { activation, hasBias: true });
        expectClose(both[0]!, dWeight.data, TOLERANCE);
        expectClose(both[1]!, dBias.data, TOLERANCE);
        const [ownDx] = run('FeaturemapLinearGradInput', { weight: inputs.weight, ...saved }, { activation });
        expectClose(ownDx!, dx.data, TOLERANCE);
      });
  });

  test('cross entropy', () => {
    for (const { labelSmoothing, logits, labels, weight, loss, gradient } of cases.crossEntropy)
      tf.tidy(() => {
        const inputs = { logits: tensor(logits), labels: tensor(labels), weight: weight && tensor(weight) };
        const own = run('FeaturemapCrossEntropy', inputs, { labelSmoothing });
        expectClose(own[0]!, loss.data);
        expectClose(own[1]!, gradient.data);
      });
  });
});

import { input } from '@featuremap/shapes';
import { expectClose, messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { describeBothWays } from '../../test/both-ways.ts';
import { expectSlopes } from '../../test/finite-differences.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Linear } from './linear.ts';
import { sequential } from './sequential.ts';

tidyEachTest();

describeBothWays('Linear', () => {
  testLayer({ make: () => new Linear(4, 3), sample: [4] });
  testLayer({ make: () => new Linear(4, 3, { bias: false, activation: 'tanh' }), sample: [2, 4] });

  test('the gradients are those of the values', () => {
    const linear = new Linear(4, 3, { activation: 'sigmoid' }).init(1);
    expectSlopes((x) => linear.forward(x), tf.randomNormal([2, 4], 0, 1, 'float32', 2));
  });

  test('with channels first it multiplies the width, as in PyTorch', () => {
    const net = sequential(input(2, 3, 4, { dataFormat: 'NCHW' }), new Linear(4, 5)).init(1);
    const x = tf.randomNormal<tf.Rank.R4>([1, 2, 3, 4], 0, 1, 'float32', 2);
    const { weight, bias } = net.children()[0]![1].stateDict();
    const rows = tf.matMul(tf.reshape(x, [6, 4]), weight as unknown as tf.Tensor2D);
    expectClose(net.forward(x).dataSync(), tf.add(rows, bias!).dataSync());
    expect(net.forward(x).shape).toEqual([1, 2, 3, 5]);
  });
});

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new Linear(0, 3))).toMatchInlineSnapshot(
    `"linear: inFeatures must be an integer of at least 1, not 0"`,
  );
  expect(messageOf(() => new Linear(4, 2.5))).toMatchInlineSnapshot(
    `"linear: outFeatures must be an integer of at least 1, not 2.5"`,
  );
  expect(messageOf(() => new Linear(4, 3, { Bias: false } as object))).toMatchInlineSnapshot(`
    "linear: unknown option 'Bias'
      Received  { Bias: false }
      Rule      the options are bias, activation
      Try       'bias'"
  `);
  expect(messageOf(() => new Linear(4, 3, { activation: 'step' as 'relu' }))).toMatchInlineSnapshot(
    `"linear: activation must be one of 'linear', 'relu', 'sigmoid', 'tanh', 'elu', 'gelu', 'hardswish', 'leakyRelu', 'silu', not 'step'"`,
  );
});

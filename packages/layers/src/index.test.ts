import { expect, test } from 'vitest';
import * as api from './index.ts';
import * as ops from './ops/index.ts';

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "input",
      "constant",
      "kaimingNormal",
      "kaimingUniform",
      "xavierNormal",
      "xavierUniform",
      "AvgPool2d",
      "Conv2d",
      "Dropout",
      "Flatten",
      "Layer",
      "Linear",
      "MaxPool2d",
      "ReLU",
      "Sequential",
      "sequential",
      "Sigmoid",
      "Softmax",
      "Tanh",
      "crossEntropy",
      "Adam",
      "AdamW",
      "Optimiser",
      "SGD",
      "valueAndGrads",
    ]
  `);
});

test('the public API of /ops', () => {
  expect(Object.keys(ops)).toMatchInlineSnapshot(`
    [
      "avgPool2d",
      "conv2d",
      "dropout",
      "flatten",
      "linear",
      "maxPool2d",
      "relu",
      "sigmoid",
      "logSoftmax",
      "softmax",
      "tanh",
    ]
  `);
});

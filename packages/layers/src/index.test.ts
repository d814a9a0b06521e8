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
      "BatchNorm2d",
      "Conv2d",
      "Dropout",
      "ELU",
      "Flatten",
      "GELU",
      "Hardswish",
      "Identity",
      "Layer",
      "LeakyReLU",
      "Linear",
      "LogSoftmax",
      "MaxPool2d",
      "ReLU",
      "chain",
      "Sequential",
      "sequential",
      "Sigmoid",
      "SiLU",
      "Softmax",
      "Tanh",
      "bceWithLogits",
      "crossEntropy",
      "huberLoss",
      "l1Loss",
      "mseLoss",
      "nllLoss",
      "Adam",
      "AdamW",
      "Optimizer",
      "SGD",
      "valueAndGrads",
    ]
  `);
});

test('the public API of /ops', () => {
  expect(Object.keys(ops)).toMatchInlineSnapshot(`
    [
      "avgPool2d",
      "batchNorm2d",
      "conv2d",
      "dropout",
      "elu",
      "flatten",
      "gelu",
      "hardswish",
      "leakyRelu",
      "linear",
      "maxPool2d",
      "relu",
      "sigmoid",
      "silu",
      "logSoftmax",
      "softmax",
      "tanh",
    ]
  `);
});

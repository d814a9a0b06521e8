import type { GoldenArray } from '@featuremap/testing';
import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { tidyEachTest } from '../../test/memory.ts';
import { expectTensor, golden, tensorOf, withGradients } from '../../test/torch.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { logSoftmax, softmax } from './softmax.ts';
import { tanh } from './tanh.ts';

const cases = golden<{ activations: Record<string, Record<'x' | 'y' | 'dy' | 'dx', GoldenArray>> }>('ops').activations;
const functions: Record<string, (x: tf.Tensor) => tf.Tensor> = {
  sigmoid,
  tanh,
  relu,
  'softmax -1': softmax,
  'softmax 1': (x) => softmax(x, { dim: 1 }),
  'logSoftmax -1': logSoftmax,
  'logSoftmax 1': (x) => logSoftmax(x, { dim: 1 }),
};

tidyEachTest();

test.each(Object.entries(cases))('%s agrees with PyTorch, in value and slope', (name, c) => {
  const x = tensorOf(c.x);
  const { y, grads } = withGradients([x], () => functions[name]!(x), c.dy);
  expectTensor(y, c.y);
  expectTensor(grads[0]!, c.dx, { atol: 3e-6 });
});

test('wrong input is refused', () => {
  expect(messageOf(() => relu([1] as unknown as tf.Tensor))).toMatchInlineSnapshot(`
    "relu: x must be a tensor, not [1]
      Try       tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses"
  `);
  expect(messageOf(() => sigmoid(tf.tensor1d([1], 'int32')))).toMatchInlineSnapshot(`
    "sigmoid: x must hold float32 numbers, not int32
      Received  x int32 [1]
      Try       tf.cast(x, 'float32')"
  `);
  expect(messageOf(() => softmax(tf.zeros([2, 3]), { dim: 2 }))).toMatchInlineSnapshot(
    `"softmax: there is no axis 2 in a tensor of shape [2, 3]"`,
  );
  expect(messageOf(() => softmax(tf.zeros([2, 3]), { axis: 1 } as object))).toMatchInlineSnapshot(`
    "softmax: unknown option 'axis'
      Received  { axis: 1 }
      Rule      the options are dim"
  `);
});

import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { withGradients } from '../../test/torch.ts';
import { Identity } from './identity.ts';

tidyEachTest();

testActivationLayer(
  () => new Identity(),
  (x) => x,
);

testLayer({ make: () => new Identity(), sample: [3, 4, 2] });

test('the gradient passes unchanged', () => {
  const x = tf.tensor1d([1, 2]);
  const { grads } = withGradients([x], () => new Identity().forward(x), { shape: [2], data: Float32Array.of(3, -4) });
  expect(grads[0]!.arraySync()).toEqual([3, -4]);
});

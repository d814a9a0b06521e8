import { messageOf } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { Dropout } from './dropout.ts';

tidyEachTest();

testLayer({ make: () => new Dropout(), sample: [3, 4, 2] });

test('in use nothing changes, and the result is a tensor of its own', () => {
  const x = tf.ones([2, 3]);
  const y = new Dropout(0.9).eval().forward(x);
  x.dispose();
  expect([...y.dataSync()]).toEqual([1, 1, 1, 1, 1, 1]);
});

test('what is no probability is refused when it is made', () => {
  expect(messageOf(() => new Dropout(1.5))).toMatchInlineSnapshot(`"dropout: p must be a number from 0 to 1, not 1.5"`);
  expect(messageOf(() => new Dropout({ p: 0.5 } as unknown as number))).toMatchInlineSnapshot(
    `"dropout: p must be a number from 0 to 1, not { p: 0.5 }"`,
  );
});

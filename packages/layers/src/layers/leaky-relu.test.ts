import { messageOf } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { leakyRelu } from '../ops/leaky-relu.ts';
import { LeakyReLU } from './leaky-relu.ts';

tidyEachTest();

describe('by default', () => testActivationLayer(() => new LeakyReLU(), leakyRelu));

describe('with negativeSlope 0.3', () =>
  testActivationLayer(
    () => new LeakyReLU(0.3),
    (x) => leakyRelu(x, { negativeSlope: 0.3 }),
  ));

testLayer({ make: () => new LeakyReLU(0.3), sample: [3, 4, 2] });

test('what is not a number is refused when it is made', () => {
  expect(messageOf(() => new LeakyReLU(Infinity))).toMatchInlineSnapshot(
    `"leakyRelu: negativeSlope must be a finite number, not Infinity"`,
  );
  expect(messageOf(() => new LeakyReLU({ negativeSlope: 1 } as unknown as number))).toMatchInlineSnapshot(
    `"leakyRelu: negativeSlope must be a number, not { negativeSlope: 1 }"`,
  );
});

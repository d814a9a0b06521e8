import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { messageOf } from '../../test/message-of.ts';
import { leakyRelu } from '../ops/leaky-relu.ts';
import { LeakyReLU } from './leaky-relu.ts';

tidyEachTest();

describe('by default', () => testActivationLayer(() => new LeakyReLU(), leakyRelu));

describe('with its option', () =>
  testActivationLayer(
    () => new LeakyReLU({ negativeSlope: 0.3 }),
    (x) => leakyRelu(x, { negativeSlope: 0.3 }),
  ));

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new LeakyReLU({ negativeSlope: Infinity }))).toMatchInlineSnapshot(
    `"leakyRelu: negativeSlope must be a number, not Infinity"`,
  );
  expect(messageOf(() => new LeakyReLU({ negative: 0.3 } as object))).toMatchInlineSnapshot(`
    "leakyRelu: unknown option 'negative'
      Received  { negative: 0.3 }
      Rule      the options are negativeSlope"
  `);
});

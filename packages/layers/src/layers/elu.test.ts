import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { messageOf } from '../../test/message-of.ts';
import { elu } from '../ops/elu.ts';
import { ELU } from './elu.ts';

tidyEachTest();

describe('by default', () => testActivationLayer(() => new ELU(), elu));

describe('with its option', () =>
  testActivationLayer(
    () => new ELU({ alpha: 0.7 }),
    (x) => elu(x, { alpha: 0.7 }),
  ));

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new ELU({ alpha: Number.NaN }))).toMatchInlineSnapshot(
    `"elu: alpha must be a number, not NaN"`,
  );
  expect(messageOf(() => new ELU({ a: 1 } as object))).toMatchInlineSnapshot(`
    "elu: unknown option 'a'
      Received  { a: 1 }
      Rule      the options are alpha"
  `);
});

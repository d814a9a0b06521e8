import { messageOf } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { gelu } from '../ops/gelu.ts';
import { GELU } from './gelu.ts';

tidyEachTest();

describe('by default', () => testActivationLayer(() => new GELU(), gelu));

describe('with its option', () =>
  testActivationLayer(
    () => new GELU({ approximate: 'tanh' }),
    (x) => gelu(x, { approximate: 'tanh' }),
  ));

testLayer({ make: () => new GELU({ approximate: 'tanh' }), sample: [3, 4, 2] });

test('wrong options are refused when it is made', () => {
  expect(messageOf(() => new GELU({ approximate: 'Tanh' as 'tanh' }))).toMatchInlineSnapshot(`
    "gelu: approximate must be one of 'none', 'tanh', not 'Tanh'
      Try       'tanh'"
  `);
  expect(messageOf(() => new GELU({ aproximate: 'tanh' } as object))).toMatchInlineSnapshot(`
    "gelu: unknown option 'aproximate'
      Received  { aproximate: 'tanh' }
      Rule      the options are approximate
      Try       'approximate'"
  `);
});

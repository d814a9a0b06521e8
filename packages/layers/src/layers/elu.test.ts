import { messageOf } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import '@tensorflow/tfjs-backend-cpu';
import { testActivationLayer } from '../../test/activation-case.ts';
import { testLayer } from '../../test/layer-case.ts';
import { tidyEachTest } from '../../test/memory.ts';
import { elu } from '../ops/elu.ts';
import { ELU } from './elu.ts';

tidyEachTest();

describe('by default', () => testActivationLayer(() => new ELU(), elu));

describe('with alpha 0.7', () =>
  testActivationLayer(
    () => new ELU(0.7),
    (x) => elu(x, { alpha: 0.7 }),
  ));

testLayer({ make: () => new ELU(0.7), sample: [3, 4, 2] });

test('what is not a number is refused when it is made', () => {
  expect(messageOf(() => new ELU(Number.NaN))).toMatchInlineSnapshot(`"elu: alpha must be a number, not NaN"`);
  expect(messageOf(() => new ELU({ alpha: 1 } as unknown as number))).toMatchInlineSnapshot(
    `"elu: alpha must be a number, not { alpha: 1 }"`,
  );
});

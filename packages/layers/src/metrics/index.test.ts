import { expect, test } from 'vitest';
import * as api from './index.ts';

test('the public API of /metrics', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "accuracy",
      "ConfusionMatrix",
      "confusionMatrix",
      "f1",
      "precision",
      "recall",
      "topKAccuracy",
    ]
  `);
});

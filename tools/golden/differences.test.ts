import { expect, test } from 'vitest';
import { differences } from './differences.ts';

const array = (...values: number[]) => ({
  shape: [values.length],
  float32: Buffer.from(new Float32Array(values).buffer).toString('base64'),
});

test('equal and nearly equal files do not differ', () => {
  const committed = { source: { torch: '1.13.1' }, cases: [array(1, 2)] };
  const fresh = { source: { torch: '2.0.0' }, cases: [array(1, 2.000001)] };
  expect(differences(committed, fresh)).toEqual([]);
});

test.each([
  [{ cases: [array(1, 2)] }, { cases: [array(1, 2.1)] }],
  [{ cases: [array(1, 2)] }, { cases: [array(1)] }],
  [{ cases: ['a'] }, { cases: ['b'] }],
  [{ cases: [1] }, { cases: [1, 2] }],
  [{ cases: [array(1)] }, { cases: [{ shape: [1] }] }],
])('%j differs from %j', (committed, fresh) => {
  expect(differences(committed, fresh)).not.toEqual([]);
});

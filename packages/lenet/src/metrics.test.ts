import { expect, test } from 'vitest';
import { decodeMetrics, type EpochLine, encodeMetrics } from './metrics.ts';

const line = (epoch: number): EpochLine => ({
  type: 'epoch',
  epoch,
  loss: 2.3,
  accuracy: 0.1,
  valLoss: 2.2,
  valAccuracy: 0.2,
  imagesPerSecond: 1000,
});

test('what was written is read back, a loss that is not finite as null', () => {
  const lines = [line(1), line(2)];
  expect(decodeMetrics(encodeMetrics(lines), 'metrics.jsonl')).toEqual(lines);
  const diverged = encodeMetrics([{ ...line(1), loss: Number.NaN }]);
  expect(decodeMetrics(diverged, 'metrics.jsonl')[0]!.loss).toBe(null);
});

test.each([
  ['text', 'epoch 1'],
  ['another object', '{"type":"done"}'],
  ['a number that is none', encodeMetrics([line(1)]).replace('2.3', '"2.3"')],
])('%s is refused', (_name, text) => {
  expect(() => decodeMetrics(encodeMetrics([line(1)]) + text, 'metrics.jsonl')).toThrowErrorMatchingSnapshot();
});

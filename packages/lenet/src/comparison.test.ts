import { expect, test } from 'vitest';
import { comparison } from './comparison.ts';

const evaluation = (accuracy: number) => ({ loss: 1, accuracy, samples: 10 });

test('a run alone, with and without validation', () => {
  const [train, held] = [evaluation(0.975), evaluation(0.9)];
  expect(comparison({ train, validation: undefined, test: held }, undefined)).toEqual([
    ['', 'train accuracy', 'test accuracy'],
    ['this run', '97.5%', '90.0%'],
  ]);
  expect(comparison({ train, validation: held, test: held }, undefined)[0]).toEqual([
    '',
    'train accuracy',
    'validation accuracy',
    'test accuracy',
  ]);
});

test('beside a baseline: more, less and the same', () => {
  const own = { train: evaluation(0.9), validation: evaluation(0.8), test: evaluation(0.80004) };
  const before = { train: evaluation(0.95), validation: evaluation(0.79), test: evaluation(0.8) };
  expect(comparison(own, { run: 'runs/plain', scores: before }).slice(1)).toEqual([
    ['runs/plain (baseline)', '95.0%', '79.0%', '80.0%'],
    ['this run', '90.0%', '80.0%', '80.0%'],
    ['difference', '-5.0 points', '+1.0 points', '0.0 points'],
  ]);
});

import { expectClose } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { relu, reluDerivative, sigmoid, sigmoidDerivative, tanh, tanhDerivative } from './activations.ts';

test('relu of the activation map of the lab', () => {
  expect(relu(Array(3).fill([-4, 0, 4]))).toEqual(Array(3).fill([0, 0, 4]));
});

test('a number, a matrix and a volume keep their shape', () => {
  expect(relu(-0.5)).toBe(0);
  expect(tanh([[0], [0]])).toEqual([[0], [0]]);
  expect(sigmoid([[[0, 0]], [[0, 0]]])).toEqual([[[0.5, 0.5]], [[0.5, 0.5]]]);
});

test.each([
  ['relu', relu, reluDerivative],
  ['sigmoid', sigmoid, sigmoidDerivative],
  ['tanh', tanh, tanhDerivative],
] as const)('%s has the slope of its derivative', (_, f, derivative) => {
  const points = [-20, -3, -0.5, 0.25, 2, 20];
  const h = 1e-5;
  expectClose(
    points.map((x) => derivative(x)),
    points.map((x) => (f(x + h) - f(x - h)) / (2 * h)),
    { atol: 1e-9, rtol: 1e-6 },
  );
});

test('the ends of the range', () => {
  expect([sigmoid(-1000), sigmoid(1000), sigmoidDerivative(1000)]).toEqual([0, 1, 0]);
  expect([tanh(-1000), tanh(1000), tanhDerivative(1000)]).toEqual([-1, 1, 0]);
  expect([reluDerivative(0), relu(0)]).toEqual([0, 0]);
});

test('errors', () => {
  expect(() => relu(Number.NaN)).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: relu: x must be a number, not NaN]`,
  );
  expect(() => sigmoid([[1, Number.NaN]])).toThrowErrorMatchingInlineSnapshot(
    `[ArgumentError: sigmoid: x[0][1] must be a number, not NaN]`,
  );
  expect(() => tanh([[[1]], [[1, 2]]])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: tanh: the channels of x must have one size: channel 0 is 1×1, channel 1 is 1×2]`,
  );
  expect(() => relu([])).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: relu: x must have at least one row and one column, not 0×0]`,
  );
});

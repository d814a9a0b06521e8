import { expect, test, vi } from 'vitest';
import * as api from './index.ts';

const { ArgumentError, FeaturemapError, ShapeError, requireInteger, requireKnownOptions, requireNumber, requireOneOf } =
  api;

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (FeaturemapError.is(error)) return error.message;
  }
  throw new Error('nothing was thrown');
}

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "FeaturemapError",
      "ArgumentError",
      "DataError",
      "EnvironmentError",
      "ShapeError",
      "StateError",
      "requireInteger",
      "requireNumber",
      "requireKnownOptions",
      "requireOneOf",
      "show",
    ]
  `);
});

test('a message has the sentence, then received, rule and remedy', () => {
  const error = new ShapeError('maxPool2d: window 5 is larger than the padded input 3 along the height', {
    received: 'input [1, 3, 3, 1], kernelSize [5, 5], padding 0, dilation 1',
    rule: 'dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (height)',
    remedy: 'padding: 1, or a smaller kernelSize',
  });
  expect(error.message).toMatchInlineSnapshot(`
    "maxPool2d: window 5 is larger than the padded input 3 along the height
      Received  input [1, 3, 3, 1], kernelSize [5, 5], padding 0, dilation 1
      Rule      dilation·(k - 1) + 1 <= in + padding: 5 <= 3 is false (height)
      Try       padding: 1, or a smaller kernelSize"
  `);
  expect(error.name).toBe('ShapeError');
  expect(error.code).toBe('FEATUREMAP_SHAPE');
});

test('is() knows an error of another copy of the package', async () => {
  vi.resetModules();
  const copy = await import('./index.ts');
  expect(copy.FeaturemapError).not.toBe(FeaturemapError);
  expect(FeaturemapError.is(new copy.ArgumentError('no'))).toBe(true);
  expect(FeaturemapError.is(new Error('no'))).toBe(false);
  expect(FeaturemapError.is(null)).toBe(false);
});

test('the cause is kept', () => {
  const cause = new Error('below');
  expect(new ArgumentError('above', { cause }).cause).toBe(cause);
  expect('cause' in new ArgumentError('above')).toBe(false);
});

test.each([0, -1, 1.5, Number.NaN, Infinity, '3', null, undefined, 2 ** 53])('requireInteger refuses %s', (value) => {
  expect(() => requireInteger('f', 'n', value, { min: 1 })).toThrow(`f: n must be an integer of at least 1, not`);
});

test('requireInteger and requireNumber return what they accept, both ends included', () => {
  expect(requireInteger('f', 'n', 1, { min: 1, max: 3 })).toBe(1);
  expect(requireInteger('f', 'n', 3, { min: 1, max: 3 })).toBe(3);
  expect(requireInteger('f', 'n', -7)).toBe(-7);
  expect(requireNumber('f', 'x', 0.5, { max: 0.5 })).toBe(0.5);
  expect(() => requireNumber('f', 'x', 0.6, { max: 0.5 })).toThrow('f: x must be a number of at most 0.5, not 0.6');
  expect(() => requireNumber('f', 'x', Number.NaN)).toThrow('f: x must be a number, not NaN');
  expect(() => requireNumber('f', 'x', -Infinity)).toThrow('f: x must be a finite number, not -Infinity');
});

test('requireOneOf names the nearest allowed value, or none', () => {
  expect(requireOneOf('f', 'mode', 'same', ['same', 'valid'])).toBe('same');
  expect(messageOf(() => requireOneOf('f', 'mode', 'Sama', ['same', 'valid']))).toMatchInlineSnapshot(`
    "f: mode must be one of 'same', 'valid', not 'Sama'
      Try       'same'"
  `);
  expect(messageOf(() => requireOneOf('f', 'mode', 7, ['same', 'valid']))).toMatchInlineSnapshot(
    `"f: mode must be one of 'same', 'valid', not 7"`,
  );
});

test('requireKnownOptions names the unknown key', () => {
  expect(() => requireKnownOptions('f', { a: 1 }, ['a', 'b'])).not.toThrow();
  expect(messageOf(() => requireKnownOptions('f', { strides: 1 }, ['stride', 'padding']))).toMatchInlineSnapshot(`
    "f: unknown option 'strides'
      Received  { strides: 1 }
      Rule      the options are stride, padding
      Try       'stride'"
  `);
  expect(messageOf(() => requireKnownOptions('f', { x: 1 }, []))).toMatchInlineSnapshot(`
    "f: unknown option 'x'
      Received  { x: 1 }
      Rule      there are no options"
  `);
});

test.each([undefined, null, 3, 'same'])('requireKnownOptions refuses %s in place of an object', (options) => {
  expect(() => requireKnownOptions('f', options as never, ['a'])).toThrow('f: options must be an object, not');
});

test('show is short and exact', () => {
  expect(api.show('a'.repeat(70))).toBe(`'${'a'.repeat(57)}...'`);
  expect(api.show([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toBe('[1, 2, 3, 4, 5, 6, 7, 8, ... 2 more]');
  expect(api.show({ a: [1, -0], b: 2n, c: undefined })).toBe('{ a: [1, -0], b: 2n, c: undefined }');
  expect(api.show(new Map())).toBe('Map');
  expect(api.show(Math.max)).toBe('function max');
});

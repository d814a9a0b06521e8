import { expectClose, type GoldenArray, readGolden } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { corr2dMultiInOut, type Pool2dOptions, pool2d, pool2dBackward } from './index.ts';

const golden = <T>(name: string) => readGolden<T[]>(new URL(`../golden/${name}.json`, import.meta.url)).cases;

/** Nested arrays of a golden array's shape. */
// biome-ignore lint/suspicious/noExplicitAny: the depth is that of the shape
function nested({ shape, data }: GoldenArray): any {
  let level: unknown[] = Array.from(data);
  for (const length of shape.slice(1).toReversed()) {
    level = Array.from({ length: level.length / length }, (_, i) => level.slice(i * length, (i + 1) * length));
  }
  return level;
}

interface Convolution {
  readonly x: GoldenArray;
  readonly kernels: GoldenArray;
  readonly bias: GoldenArray;
  readonly stride: [number, number];
  readonly padding: [number, number];
  readonly y: GoldenArray;
}

describe('convolution as in PyTorch, exactly', () => {
  test.each(golden<Convolution>('convolution').map((each) => [each.x.shape, each.kernels.shape, each] as const))(
    'x=%j kernels=%j',
    (_x, _kernels, { x, kernels, bias, stride, padding, y }) => {
      const options = { bias: nested(bias), stride, padding };
      expect(corr2dMultiInOut(nested(x), nested(kernels), options)).toEqual(nested(y));
    },
  );
});

interface Pooling {
  readonly x: GoldenArray;
  readonly options: Pool2dOptions;
  readonly y: GoldenArray;
  readonly gradient: GoldenArray;
  readonly toInput: GoldenArray;
}

describe('pooling and its gradient as in PyTorch, within 1e-12', () => {
  test.each(golden<Pooling>('pooling').map((each) => [each.x.shape, each.options, each] as const))(
    'x=%j %j',
    (_x, options, { x, y, gradient, toInput }) => {
      const given = nested(x);
      const tolerance = { atol: 1e-12, rtol: 0 };
      expect(pool2d(given, options).length).toBe(y.shape[0]);
      expectClose(pool2d(given, options).flat(), y.data, tolerance);
      expectClose(pool2dBackward({ x: given, gradient: nested(gradient) }, options).flat(), toInput.data, tolerance);
    },
  );
});

// Winograd's products beside the plain sums in float64, at the seams of its tiles, channels and pads.
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { isWinograd } from './winograd.ts';
import '@featuremap/backend-wasm';

beforeAll(() => tf.ready());

type Pads = readonly [readonly [number, number], readonly [number, number]];
const even = (pad: number): Pads => [
  [pad, pad],
  [pad, pad],
];

describe.each([
  { images: 2, h: 8, w: 8, inC: 16, outC: 16, pads: even(1) },
  { images: 3, h: 7, w: 9, inC: 16, outC: 20, pads: even(1) },
  {
    images: 1,
    h: 5,
    w: 4,
    inC: 20,
    outC: 16,
    pads: [
      [0, 1],
      [1, 1],
    ] as Pads,
  },
  { images: 2, h: 13, w: 6, inC: 32, outC: 24, pads: even(0) },
  { images: 5, h: 6, w: 6, inC: 28, outC: 36, pads: even(2) },
  { images: 2, h: 16, w: 16, inC: 64, outC: 64, pads: even(1) },
  { images: 1, h: 28, w: 28, inC: 16, outC: 32, pads: even(1) },
])('x [$images, $h, $w, $inC], $outC channels out, pads $pads', ({ images, h, w, inC, outC, pads }) => {
  const outH = h + pads[0][0] + pads[0][1] - 2;
  const outW = w + pads[1][0] + pads[1][1] - 2;
  const values = sequence();
  const x = fill(images * h * w * inC);
  const filter = fill(9 * inC * outC);
  const bias = fill(outC);
  const dy = fill(images * outH * outW * outC);
  const attrs = { strides: [1, 1], pads, dilations: [1, 1], outSize: [outH, outW], activation: 'linear', pool: null };

  function fill(length: number): Float32Array {
    return Float32Array.from({ length }, () => values.next().value!);
  }

  /** Calls `each` for every product of the convolution with the places of its input, weight and output. */
  function forEachProduct(each: (x: number, filter: number, y: number) => void): void {
    for (let n = 0; n < images; n++)
      for (let oy = 0; oy < outH; oy++)
        for (let ox = 0; ox < outW; ox++)
          for (let tap = 0; tap < 9; tap++) {
            const iy = oy + Math.floor(tap / 3) - pads[0][0];
            const ix = ox + (tap % 3) - pads[1][0];
            if (iy < 0 || ix < 0 || iy >= h || ix >= w) continue;
            const pixel = ((n * h + iy) * w + ix) * inC;
            const output = ((n * outH + oy) * outW + ox) * outC;
            for (let i = 0; i < inC; i++)
              for (let o = 0; o < outC; o++) each(pixel + i, (tap * inC + i) * outC + o, output + o);
          }
  }

  /** The largest difference beside the largest expected value. */
  function error(actual: tf.Tensor, expected: Float64Array): number {
    const data = actual.dataSync();
    const largest = (list: Float64Array) => list.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    return largest(expected.map((value, i) => value - data[i]!)) / largest(expected);
  }

  function run(
    name: string,
    inputs: Record<string, Float32Array | undefined>,
    shapes: Record<string, number[]>,
    more = {},
  ) {
    const tensors = Object.fromEntries(
      Object.entries(shapes).map(([key, shape]) => [key, tf.tensor(inputs[key]!, shape)]),
    );
    return tf.engine().runKernel(name, tensors, { ...attrs, ...more } as never) as unknown as tf.Tensor[];
  }

  const xShape = [images, h, w, inC];
  const filterShape = [3, 3, inC, outC];
  const yShape = [images, outH, outW, outC];
  const tolerance = 1e-5;

  test('goes this way', () => {
    const sizes = { images, inH: h, inW: w, inC, outH, outW, outC, kH: 3, kW: 3, strideH: 1, strideW: 1 };
    const g = { ...sizes, dilationH: 1, dilationW: 1, padTop: pads[0][0], padLeft: pads[1][0] };
    expect(isWinograd(g)).toBe(true);
    expect(isWinograd({ ...g, inC: 12 })).toBe(false);
    expect(isWinograd({ ...g, strideW: 2 })).toBe(false);
    expect(isWinograd({ ...g, kW: 5 })).toBe(false);
  });

  test('forward', () => {
    const expected = Float64Array.from({ length: dy.length }, (_, i) => bias[i % outC]!);
    forEachProduct((a, b, c) => {
      expected[c]! += x[a]! * filter[b]!;
    });
    const [y] = run('FeaturemapConv2dBlock', { x, filter, bias }, { x: xShape, filter: filterShape, bias: [outC] });
    expect(error(y!, expected)).toBeLessThan(tolerance);
  });

  test('gradient of the filter and of the bias', () => {
    const expected = new Float64Array(filter.length);
    forEachProduct((a, b, c) => {
      expected[b]! += x[a]! * dy[c]!;
    });
    const expectedBias = new Float64Array(outC);
    for (const [i, value] of dy.entries()) expectedBias[i % outC]! += value;
    const shapes = { x: xShape, y: yShape, dy: yShape };
    const [dFilter, dBias] = run('FeaturemapConv2dBlockGradFilter', { x, y: dy, dy }, shapes, {
      filterShape,
      hasBias: true,
    });
    expect(error(dFilter!, expected)).toBeLessThan(tolerance);
    expect(error(dBias!, expectedBias)).toBeLessThan(tolerance);
  });

  test('gradient of the input', () => {
    const expected = new Float64Array(x.length);
    forEachProduct((a, b, c) => {
      expected[a]! += filter[b]! * dy[c]!;
    });
    const shapes = { filter: filterShape, y: yShape, dy: yShape };
    const [dx] = run('FeaturemapConv2dBlockGradInput', { filter, y: dy, dy }, shapes, { inputShape: xShape });
    expect(error(dx!, expected)).toBeLessThan(tolerance);
  });
});

/** Numbers from -1 to 1, always the same. */
function* sequence(): Generator<number> {
  for (let state = 1; ; state = (Math.imul(state, 1664525) + 1013904223) >>> 0) yield (state / 2 ** 32) * 2 - 1;
}

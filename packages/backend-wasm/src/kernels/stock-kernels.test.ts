// The kernels of tfjs-core against their scalar twins, the plain loops of the stock CPU backend, on random tensors.
import { expectClose } from '@featuremap/testing';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { describeVariants, numbers, run } from '../../test/variants.ts';
import { kernelCoverage } from '../kernel-coverage.ts';
import { kernelList } from '../kernel-list.ts';
import { BACKEND_NAME } from '../register.ts';

/** A tensor to be: its shape, and integers or what is special about its numbers. */
interface Operand {
  readonly shape: readonly number[];
  readonly integersBelow?: number;
  /** Integers down to this, which is 0 unless said otherwise. */
  readonly integersFrom?: number;
  readonly isBool?: boolean;
  readonly positive?: boolean;
}

interface Case {
  readonly inputs: Readonly<Record<string, Operand>>;
  readonly attrs?: object;
}

const length = fc.oneof(fc.constantFrom(1, 3, 4, 5, 7, 8, 9, 15, 16, 17), fc.integer({ min: 1, max: 40 }));
const small = fc.integer({ min: 1, max: 6 });
const shape: fc.Arbitrary<readonly number[]> = fc.oneof(
  fc.tuple(length),
  fc.tuple(small, length),
  fc.tuple(small, small, length),
  fc.tuple(small, small, small, length),
);
const big: fc.Arbitrary<readonly number[]> = fc.constantFrom([70_000], [300, 257], [33, 9, 11, 24]);

const one = (attrs: fc.Arbitrary<object> = fc.constant({}), positive = false, name = 'x'): fc.Arbitrary<Case> =>
  fc.tuple(fc.oneof(shape, big), attrs).map(([s, a]) => ({ inputs: { [name]: { shape: s, positive } }, attrs: a }));

/** Two shapes that broadcast: axes of either become 1, and leading ones may go. */
const two: fc.Arbitrary<Case> = fc
  .record({
    full: fc.oneof(shape, big),
    masks: fc.tuple(
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    ),
    drop: fc.nat({ max: 3 }),
  })
  .map(({ full, masks: [maskA, maskB], drop }) => {
    const a = full.map((n, i) => (maskA[i] && maskB[i] !== true ? 1 : n));
    const b = full.map((n, i) => (maskB[i] ? 1 : n)).slice(Math.min(drop, full.length));
    return { inputs: { a: { shape: a }, b: { shape: b, positive: true } } };
  });

const reduced: fc.Arbitrary<Case> = fc
  .record({ x: fc.oneof(shape, big), mask: fc.nat(), keepDims: fc.boolean() })
  .map(({ x, mask, keepDims }) => {
    const axis = x.map((_, i) => i).filter((i) => (mask >> i) & 1);
    return { inputs: { x: { shape: x } }, attrs: { axis: axis.length > 0 ? axis : [x.length - 1], keepDims } };
  });

const kinds = fc.constantFrom<Omit<Operand, 'shape'>>({}, { integersBelow: 9, integersFrom: -9 }, { isBool: true });
const summed = fc
  .tuple(reduced, kinds)
  .map(([{ inputs, attrs }, kind]): Case => ({ inputs: { x: { ...inputs.x!, ...kind } }, attrs: attrs! }));

const nearZero = { integersBelow: 3, integersFrom: -2 };

/** Floats or integers. */
const compared = fc.tuple(two, fc.boolean()).map(
  ([
    {
      inputs: { a, b },
    },
    areIntegers,
  ]): Case => ({
    inputs: areIntegers ? { a: { ...a!, ...nearZero }, b: { ...b!, ...nearZero } } : { a: a!, b: b! },
  }),
);

const innermost: fc.Arbitrary<Case> = fc
  .oneof(shape, big)
  .map((x) => ({ inputs: { x: { shape: x } }, attrs: { axis: [x.length - 1], reductionIndices: [x.length - 1] } }));

const depth = fc.constantFrom(1, 3, 4, 5, 8, 9, 17);
const rank4 = fc.tuple(
  fc.integer({ min: 1, max: 3 }),
  fc.integer({ min: 3, max: 7 }),
  fc.integer({ min: 3, max: 7 }),
  depth,
);
const convAttrs = fc.record({
  strides: fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 })),
  pad: fc.constantFrom('same', 'valid'),
  dataFormat: fc.constant('NHWC'),
});

/** Convolutions and their gradients; `outChannels(inC)` is the last axis of the filter. */
function convolution(
  part: 'forward' | 'filter' | 'input',
  isDepthwise: boolean,
  extra: object = {},
): fc.Arbitrary<Case> {
  return fc
    .record({
      x: rank4,
      kernel: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
      outC: depth,
      attrs: convAttrs,
    })
    .map(({ x, kernel, outC, attrs }) => {
      const filter = [...kernel, x[3], isDepthwise ? 1 : outC] as [number, number, number, number];
      const { pad, strides } = attrs;
      const out = tf.backend_util.computeConv2DInfo(
        x,
        filter,
        strides,
        1,
        pad as 'same',
        undefined,
        isDepthwise,
      ).outShape;
      const all = { ...attrs, dilations: [1, 1], ...extra };
      if (part === 'forward') {
        const inputs = { x: { shape: x }, filter: { shape: filter } };
        return { inputs: 'activation' in extra ? { ...inputs, bias: { shape: [out[3]!] } } : inputs, attrs: all };
      }
      return part === 'filter'
        ? { inputs: { x: { shape: x }, dy: { shape: out } }, attrs: { ...all, filterShape: filter } }
        : { inputs: { dy: { shape: out }, filter: { shape: filter } }, attrs: { ...all, inputShape: x } };
    });
}

function pooling(isGradient: boolean): fc.Arbitrary<Case> {
  return fc
    .record({
      x: rank4,
      filterSize: fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 1, max: 3 })),
      attrs: convAttrs,
    })
    .map(({ x, filterSize, attrs: { strides, pad } }) => {
      const out = tf.backend_util.computePool2DInfo(x, filterSize, strides, 1, pad as 'same').outShape;
      const attrs = { filterSize, strides, pad };
      return { inputs: isGradient ? { dy: { shape: out }, input: { shape: x } } : { x: { shape: x } }, attrs };
    });
}

const product = (extra: object = {}): fc.Arbitrary<Case> =>
  fc
    .record({
      m: length,
      k: length,
      n: length,
      batch: fc.constantFrom([], [1], [3], [2, 2]),
      a: fc.boolean(),
      b: fc.boolean(),
    })
    .map(({ m, k, n, batch, a, b }) => ({
      inputs: {
        a: { shape: [...batch, ...(a ? [k, m] : [m, k])] },
        b: { shape: [...batch, ...(b ? [n, k] : [k, n])] },
        ...('activation' in extra ? { bias: { shape: [n] } } : {}),
      },
      attrs: { transposeA: a, transposeB: b, ...extra },
    }));

const withShape = (attrs: (x: readonly number[], draw: number) => object): fc.Arbitrary<Case> =>
  fc.tuple(fc.oneof(shape, big), fc.nat()).map(([x, draw]) => ({ inputs: { x: { shape: x } }, attrs: attrs(x, draw) }));

const relu = { activation: 'relu' };
const leaky = { activation: 'leakyrelu', leakyreluAlpha: 0.1 };

/** How to call each kernel of the list that the stock backend has too. */
const cases: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  Abs: one(),
  Add: two,
  AddN: fc.tuple(shape, small).map(([s, n]) => ({
    inputs: Object.fromEntries(Array.from({ length: n + 1 }, (_, i) => [i, { shape: s }])),
  })),
  ArgMax: innermost.map(({ inputs }) => ({ inputs, attrs: { axis: inputs.x!.shape.length - 1 } })),
  AvgPool: pooling(false),
  AvgPoolGrad: pooling(true),
  BatchMatMul: product(),
  Cast: fc
    .tuple(fc.oneof(shape, big), fc.constantFrom({ isBool: true }, { integersBelow: 9 }, {}), fc.boolean())
    .map(([s, kind, isFloat]) => ({
      inputs: { x: { shape: s, ...kind } },
      attrs: { dtype: 'integersBelow' in kind || (isFloat && 'isBool' in kind) ? 'float32' : 'int32' },
    })),
  Ceil: one(),
  ClipByValue: one(fc.constant({ clipValueMin: -0.3, clipValueMax: 0.4 })),
  Concat: fc.tuple(shape, fc.nat(), small).map(([s, draw, n]) => {
    const axis = draw % s.length;
    const part = (i: number) => ({ shape: s.map((size, k) => (k === axis ? 1 + ((size + i) % 5) : size)) });
    return { inputs: Object.fromEntries(Array.from({ length: n }, (_, i) => [i, part(i)])), attrs: { axis } };
  }),
  Conv2D: convolution('forward', false),
  Conv2DBackpropFilter: convolution('filter', false),
  Conv2DBackpropInput: convolution('input', false),
  DepthwiseConv2dNative: convolution('forward', true),
  DepthwiseConv2dNativeBackpropFilter: convolution('filter', true),
  DepthwiseConv2dNativeBackpropInput: convolution('input', true),
  Elu: one(),
  Equal: compared,
  Erf: one(),
  Exp: one(),
  Expm1: one(),
  Fill: shape.map((s) => ({ inputs: {}, attrs: { shape: s, value: 0.7, dtype: 'float32' } })),
  Floor: one(),
  FusedConv2D: fc.oneof(convolution('forward', false, relu), convolution('forward', false, leaky)),
  FusedDepthwiseConv2D: fc.oneof(convolution('forward', true, relu), convolution('forward', true, leaky)),
  GatherV2: fc.tuple(shape, fc.nat(), length).map(([s, draw, n]) => {
    const axis = draw % s.length;
    return {
      inputs: { x: { shape: s }, indices: { shape: [n], integersBelow: s[axis]! } },
      attrs: { axis, batchDims: 0 },
    };
  }),
  Greater: compared,
  GreaterEqual: compared,
  LeakyRelu: one(fc.constant({ alpha: 0.2 })),
  Less: compared,
  LessEqual: compared,
  Log: one(undefined, true),
  Log1p: one(undefined, true),
  Max: innermost,
  MaxPool: pooling(false),
  MaxPoolGrad: pooling(true),
  Maximum: two,
  Mean: reduced,
  Min: innermost,
  Minimum: two,
  Multiply: two,
  Neg: one(),
  NotEqual: compared,
  OneHot: fc.tuple(shape, length).map(([s, depth]) => ({
    inputs: { indices: { shape: s, integersBelow: depth } },
    attrs: { depth, onValue: 2, offValue: -1, dtype: 'float32' },
  })),
  PadV2: withShape((x, draw) => ({ paddings: x.map((_, i) => [(draw >> i) % 3, draw % 4]), constantValue: 0.5 })),
  RealDiv: two,
  Reciprocal: one(undefined, true),
  Relu: one(),
  Relu6: one(),
  Round: one(),
  Rsqrt: one(undefined, true),
  Select: fc
    .oneof(shape, big)
    .map((s) => ({ inputs: { condition: { shape: s, isBool: true }, t: { shape: s }, e: { shape: s } } })),
  Selu: one(),
  Sigmoid: one(),
  Sign: one(),
  Slice: withShape((x, draw) => {
    const begin = x.map((n, i) => (draw >> i) % n);
    return { begin, size: x.map((n, i) => 1 + ((draw >> (i + 3)) % (n - begin[i]!))) };
  }),
  Softplus: one(),
  Softmax: one(fc.constant({}), false, 'logits').map(({ inputs }) => ({
    inputs,
    attrs: { dim: inputs.logits!.shape.length - 1 },
  })),
  Sqrt: one(undefined, true),
  Square: one(),
  SquaredDifference: two,
  Step: one(fc.constant({ alpha: 0.3 })),
  Sub: two,
  Sum: summed,
  Tanh: one(),
  Tile: fc.tuple(shape, fc.nat()).map(([s, draw]) => ({
    inputs: { x: { shape: s } },
    attrs: { reps: s.map((_, i) => 1 + ((draw >> (2 * i)) % 3)) },
  })),
  Transpose: withShape((x, draw) => {
    const rest = x.map((_, i) => i);
    return { perm: x.map((_, i) => rest.splice((draw >> i) % rest.length, 1)[0]!) };
  }),
  _FusedMatMul: fc.oneof(product(relu), product(leaky)),
};

/** What a sum of products may be off by, for the biggest cases here. */
const TOLERANCE = { atol: 2e-4, rtol: 2e-5 };

function tensorOf(
  { shape: s, integersBelow, integersFrom = 0, isBool, positive }: Operand,
  draw: ReturnType<typeof numbers>,
): tf.Tensor {
  const values = draw(s.reduce((product, n) => product * n, 1)).map((v) => (positive ? v + 1.5 : 3 * v));
  if (isBool)
    return tf.tensor(
      Uint8Array.from(values, (v) => Number(v > 0)),
      [...s],
      'bool',
    );
  if (integersBelow === undefined) return tf.tensor(values, [...s]);
  const range = integersBelow - integersFrom;
  const integers = Int32Array.from(values, (v) => integersFrom + Math.floor(((v + 3) / 6) * range));
  return tf.tensor(integers, [...s], 'int32');
}

function runOn(backend: string, name: string, { inputs, attrs = {} }: Case, seed: number): Float32Array {
  tf.setBackend(backend);
  const draw = numbers(seed);
  return tf.tidy(() => {
    const tensors = Object.entries(inputs).map(([key, operand]) => [key, tensorOf(operand, draw)] as const);
    const isList = name === 'AddN' || name === 'Concat';
    const given = isList ? tensors.map(([, tensor]) => tensor) : Object.fromEntries(tensors);
    return run(name, given, attrs)[0]!;
  });
}

test('each kernel of the list is tested here or with the fused ones', () => {
  const names = kernelList.map((kernel) => kernel.name).filter((name) => !name.startsWith('Featuremap'));
  expect(Object.keys(cases).toSorted()).toEqual(names.toSorted());
});

describe('no case here is left to the CPU kernel', () => {
  describeVariants((use) => {
    beforeEach(use);
    test.each(Object.entries(cases))('%s', (name, arbitrary) => {
      const before = kernelCoverage().cpuCalls[name] ?? 0;
      fc.assert(
        fc.property(arbitrary, fc.integer(), (found, seed) => {
          const expected = runOn('cpu', name, found, seed);
          expectClose(runOn(BACKEND_NAME, name, found, seed), expected, TOLERANCE);
        }),
        { numRuns: 20, seed: 11 },
      );
      expect(kernelCoverage().cpuCalls[name] ?? 0).toBe(before);
    });
  });
});

import { expectClose, messageOf } from '@featuremap/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as api from './index.ts';

const { Generator } = api;

test('the public API', () => {
  expect(Object.keys(api)).toMatchInlineSnapshot(`
    [
      "Generator",
    ]
  `);
});

describe('seeds', () => {
  test('a number and its bigint are one seed; a negative one stands for seed + 2^64', () => {
    expect(new Generator(7).rand(3)).toEqual(new Generator(7n).rand(3));
    expect(new Generator(-1).seed).toBe(2n ** 64n - 1n);
    expect(new Generator(-(2n ** 63n)).seed).toBe(2n ** 63n);
  });
  test.each([1.5, Number.NaN, Infinity, 2 ** 53, '1', undefined, null, 2n ** 64n, -(2n ** 63n) - 1n])(
    'new Generator(%s) is refused',
    (seed) => expect(() => new Generator(seed as number)).toThrow('the seed must be an integer from -2^63 to 2^64 - 1'),
  );
});

describe('draws', () => {
  test('uniform stays in its range', () => {
    const number = { noNaN: true, noDefaultInfinity: true };
    const range = fc.tuple(fc.float({ min: -1e6, max: 1e6, ...number }), fc.float({ min: 0, max: 1e6, ...number }));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), range, (seed, [low, width]) => {
        const high = Math.fround(low + width);
        for (const value of new Generator(seed).uniform(new Float32Array(40), low, high)) {
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        }
      }),
    );
  });

  test('randperm is a permutation', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(2000), (seed, n) => {
        expect(new Generator(seed).randperm(n).sort()).toEqual(Int32Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test('randint gives every integer of a small range and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: -100, max: 100 }),
        fc.integer({ min: 1, max: 10 }),
        (seed, low, n) => {
          const drawn = new Set(new Generator(seed).randint(low, low + n, 500));
          expect([...drawn].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => low + i));
        },
      ),
    );
  });

  test.each([15, 16, 17, 100_003])('normal on %i elements has its mean and standard deviation', (n) => {
    const drawn = Array.from({ length: Math.ceil(100_000 / n) }, (_, i) => [
      ...new Generator(i).normal(new Float32Array(n), 3, 0.5),
    ]).flat();
    const mean = drawn.reduce((sum, value) => sum + value, 0) / drawn.length;
    const variance = drawn.reduce((sum, value) => sum + (value - mean) ** 2, 0) / drawn.length;
    // Five standard errors: 0.5/√100,000 and 0.5/√200,000.
    expectClose([mean], [3], { atol: 0.008, rtol: 0 });
    expectClose([Math.sqrt(variance)], [0.5], { atol: 0.006, rtol: 0 });
  });

  test('an empty array draws nothing', () => {
    const generator = new Generator(1);
    const none = new Float32Array();
    generator.uniform(none);
    generator.normal(none);
    generator.bernoulli(none, 0.5);
    generator.randint(0, 9, 0);
    expect(generator.state()).toEqual(new Generator(1).state());
  });
});

describe('state', () => {
  type Call = (generator: api.Generator) => unknown;
  const calls: fc.Arbitrary<Call> = fc.oneof(
    fc.nat(700).map(
      (n): Call =>
        (generator) =>
          generator.rand(n),
    ),
    fc.nat(40).map(
      (n): Call =>
        (generator) =>
          generator.randn(n),
    ),
    fc.nat(40).map(
      (n): Call =>
        (generator) =>
          generator.randperm(n),
    ),
    fc.nat(9).map(
      (key): Call =>
        (generator) =>
          generator.fork(key).rand(4),
    ),
  );

  test('goes through JSON and on from where it was', () => {
    const history = fc.array(calls, { maxLength: 5 });
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(), { maxLength: 2 }), history, history, (seed, keys, before, after) => {
        const root = new Generator(seed);
        const generator = keys.length === 0 ? root : root.fork(...keys);
        for (const call of before) call(generator);
        const copy = Generator.fromState(JSON.parse(JSON.stringify(generator.state())));
        for (const call of after) expect(call(copy)).toEqual(call(generator));
        expect(copy.state()).toEqual(generator.state());
      }),
    );
  });

  test.each([
    ['no state', {}],
    ['null', null],
    ['a seed of 2^64', { seed: '18446744073709551616' }],
    ['a short list of words', { words: [1, 2, 3] }],
    ['a word of 2^32', { words: [2 ** 32, ...new Array(623).fill(0)] }],
    ['a position past the end', { position: 625 }],
    ['a fractional key', { keys: [0.5] }],
    ['NaN as the kept normal', { nextNormal: Number.NaN }],
  ])('%s is refused', (_, change) => {
    const sound = new Generator(1).state();
    const state = change === null || Object.keys(change).length === 0 ? change : { ...sound, ...change };
    expect(() => Generator.fromState(state as api.GeneratorState)).toThrow('this is not the state of a generator');
  });
});

describe('fork', () => {
  test('depends on the seed and the keys, not on what was drawn', () => {
    fc.assert(
      fc.property(fc.integer(), fc.maxSafeInteger(), fc.maxSafeInteger(), fc.nat(50), (seed, a, b, drawn) => {
        const generator = new Generator(seed);
        const before = generator.fork(a, b).rand(4);
        generator.randn(drawn);
        expect(generator.fork(a, b).rand(4)).toEqual(before);
        expect(generator.fork(a).fork(b).rand(4)).toEqual(before);
      }),
    );
  });

  test('other seeds, keys, orders and numbers of keys give other streams', () => {
    const forks = [
      ...[0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].map((b) => new Generator(0).fork(a, b))),
      ...[0, 1, -1, 2 ** 32, 2 ** 40, -(2 ** 40)].map((key) => new Generator(0).fork(key)),
      ...[1n, 2n ** 32n, 2n ** 63n].map((seed) => new Generator(seed).fork(0)),
      new Generator(0).fork(0, 0, 0),
      new Generator(0),
    ];
    expect(new Set(forks.map((generator) => generator.rand(4).join())).size).toBe(forks.length);
  });

  test('the first numbers of neighbouring forks are uniform and uncorrelated', () => {
    const firsts = Float32Array.from({ length: 20_000 }, (_, i) =>
      new Generator(5).fork(Math.floor(i / 200), i % 200).random(),
    );
    const counts = new Float64Array(20);
    for (const value of firsts) counts[Math.floor(value * 20)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(43.8); // 19 degrees of freedom, p = 0.001
    for (const lag of [1, 200]) {
      let covariance = 0;
      for (let i = lag; i < firsts.length; i++) covariance += (firsts[i]! - 0.5) * (firsts[i - lag]! - 0.5);
      expect(Math.abs((12 * covariance) / firsts.length)).toBeLessThan(4 / Math.sqrt(firsts.length));
    }
  });
});

test('every message', () => {
  const generator = new Generator(0);
  const out = new Float32Array(2);
  const messages = [
    () => new Generator(0.5),
    () => generator.rand(-1),
    () => generator.randn(1.5),
    () => generator.randperm(214_748_364),
    () => generator.randint(0, 0, 1),
    () => generator.randint(-(2 ** 31), 2 ** 31, 1),
    () => generator.randint(0, 10, Number.NaN),
    () => generator.uniform(out, 1, 0),
    () => generator.uniform(out, -3e38, 3e38),
    () => generator.uniform(out, Number.NaN),
    () => generator.uniform([0] as unknown as Float32Array),
    () => generator.normal(out, 0, -1),
    () => generator.normal(out, Infinity),
    () => generator.bernoulli(out, 1.1),
    () => generator.fork(),
    () => generator.fork(0.5),
    () => Generator.fromState({ ...generator.state(), position: -1 }),
  ].map(messageOf);
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "Generator: the seed must be an integer from -2^63 to 2^64 - 1, not 0.5
      Rule      a number is at most 2^53 - 1 in magnitude; beyond, a bigint says exactly which seed is meant
    rand: n must be an integer from 0 to 2147483647, not -1
    randn: n must be an integer from 0 to 2147483647, not 1.5
    randperm: n must be an integer from 0 to 214748363, not 214748364
    randint: high must be an integer from 1 to 2147483648, not 0
    randint: high must be an integer from -2147483647 to 2147483647, not 2147483648
    randint: n must be an integer from 0 to 2147483647, not NaN
    uniform: low must be at most high, and high - low a float32 number
      Received  low 1, high 0
    uniform: low must be at most high, and high - low a float32 number
      Received  low -3e+38, high 3e+38
    uniform: low must be a number from -3.4028234663852886e+38 to 3.4028234663852886e+38, not NaN
    uniform: out must be a Float32Array, not [0]
    normal: std must be a number from 0 to 3.4028234663852886e+38, not -1
    normal: mean must be a finite number from -3.4028234663852886e+38 to 3.4028234663852886e+38, not Infinity
    bernoulli: p must be a number from 0 to 1, not 1.1
    fork: at least one key is needed
      Try       fork(epoch, index)
    fork: key must be an integer, not 0.5
    Generator.fromState: this is not the state of a generator
      Received  { seed: '0', keys: [], words: [0, 1, 1812433255, 1900727105, 1208447044, 2481403966, 4042607538, 337614300, ... 616 more], position: -1, nextNormal: null }
      Rule      { seed: decimal, keys: integers, words: 624 integers below 2^32, position: 0 to 624, nextNormal: number or null }"
  `);
});

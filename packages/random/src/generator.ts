import { ArgumentError, requireInteger, requireNumber } from '@featuremap/errors';
import { boxMuller16 } from './box-muller.ts';
import { FLOAT32, requireFloat32Array, requireLength, requireSeed, requireState } from './check-arguments.ts';
import { MersenneTwister } from './mersenne-twister.ts';

/** Where a generator stands, as plain JSON: `Generator.fromState` goes on from there. */
export interface GeneratorState {
  /** The seed, 0 to 2^64 - 1, in decimal. */
  readonly seed: string;
  /** The keys of the forks that led to this generator. */
  readonly keys: readonly number[];
  /** The 624 words of the Mersenne Twister, and how many of them are used. */
  readonly words: readonly number[];
  readonly position: number;
  /** The second number of the last pair of `normal` on fewer than 16 elements, or null. */
  readonly nextNormal: number | null;
}

/**
 * A seeded source of random numbers: the stream of PyTorch's CPU generator. The same calls after the same seed give the
 * numbers that PyTorch gives, bit for bit (`normal` and `bernoulli` say where builds of PyTorch differ).
 *
 * `seed` is an integer from -2^63 to 2^64 - 1, a bigint beyond ±(2^53 - 1); a negative one stands for seed + 2^64. As in
 * PyTorch only its lower 32 bits choose the stream; `fork` uses all 64.
 *
 * @throws {ArgumentError} when the seed is no such integer.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 *
 * const generator = new Generator(0);
 * console.log(generator.rand(2)); // Float32Array(2) [ 0.49625658988952637, 0.7682217955589294 ]
 * console.log(generator.randperm(5)); // Int32Array(5) [ 3, 1, 0, 4, 2 ]
 * ```
 *
 * @see torch.Generator
 */
export class Generator {
  /** The seed, 0 to 2^64 - 1. */
  readonly seed: bigint;
  #keys: readonly number[];
  #twister: MersenneTwister;
  #nextNormal: number | null = null;

  constructor(seed: number | bigint) {
    this.seed = BigInt.asUintN(64, requireSeed(seed));
    this.#keys = [];
    this.#twister = MersenneTwister.fromWord(Number(this.seed & 0xffffffffn));
  }

  /** One number in [0, 1), a multiple of 2^-24. @see torch.rand(1) */
  random(): number {
    return (this.#twister.next() & 0xffffff) * 2 ** -24;
  }

  /** One number in [0, 1), a multiple of 2^-53. @see torch.rand(1, dtype=torch.float64) */
  random53(): number {
    const high = this.#twister.next() & 0x1fffff;
    return (high * 2 ** 32 + this.#twister.next()) * 2 ** -53;
  }

  /**
   * Fills `out` with numbers in [low, high), rounded to float32; `high` itself can come up by rounding when |low| is
   * large beside high - low. Each number is rounded once, as by the fused multiply-add of PyTorch's AVX2 code; a build
   * without it rounds twice and can differ in the last bit.
   *
   * @throws {ArgumentError} when low > high or either is not finite.
   * @see torch.Tensor.uniform_
   */
  uniform(out: Float32Array, low = 0, high = 1): Float32Array {
    requireFloat32Array('uniform', out);
    const from = Math.fround(requireNumber('uniform', 'low', low, FLOAT32));
    const range = Math.fround(Math.fround(requireNumber('uniform', 'high', high, FLOAT32)) - from);
    if (!(low <= high && Number.isFinite(range))) {
      throw new ArgumentError(`uniform: low must be at most high, and high - low a float32 number`, {
        received: `low ${low}, high ${high}`,
      });
    }
    for (let i = 0; i < out.length; i++) out[i] = this.random() * range + from;
    return out;
  }

  /** `n` numbers in [0, 1). @see torch.rand */
  rand(n: number): Float32Array {
    return this.uniform(new Float32Array(requireLength('rand', n)));
  }

  /**
   * Fills `out` with normal numbers of the given mean and standard deviation.
   *
   * As in PyTorch, fewer than 16 elements are drawn one by one in float64, and the second number of a pair is kept for
   * the next such call; 16 and more are transformed in groups of 16 in float32, where the last group of a length that is
   * no multiple of 16 is drawn anew. The groups follow PyTorch's AVX2 code: other builds of PyTorch differ in the last
   * bits of a number.
   *
   * @throws {ArgumentError} when `std` is negative or a number is not finite.
   * @see torch.Tensor.normal_
   */
  normal(out: Float32Array, mean = 0, std = 1): Float32Array {
    requireFloat32Array('normal', out);
    requireNumber('normal', 'mean', mean, FLOAT32);
    requireNumber('normal', 'std', std, { min: 0, max: FLOAT32.max });
    if (out.length < 16) {
      for (let i = 0; i < out.length; i++) out[i] = this.#normal() * std + mean;
      return out;
    }
    const [mean32, std32] = [Math.fround(mean), Math.fround(std)];
    this.uniform(out);
    for (let start = 0; start <= out.length - 16; start += 16) boxMuller16(out, start, mean32, std32);
    if (out.length % 16 !== 0) {
      this.uniform(out.subarray(-16));
      boxMuller16(out, out.length - 16, mean32, std32);
    }
    return out;
  }

  /** `n` normal numbers of mean 0 and standard deviation 1. @see torch.randn */
  randn(n: number): Float32Array {
    return this.normal(new Float32Array(requireLength('randn', n)));
  }

  /**
   * `n` integers in [low, high), for -2^31 <= low < high <= 2^31 and high - low < 2^32.
   *
   * @throws {ArgumentError} when low and high are no such integers.
   * @see torch.randint
   */
  randint(low: number, high: number, n: number): Int32Array {
    requireInteger('randint', 'low', low, { min: -(2 ** 31), max: 2 ** 31 - 1 });
    requireInteger('randint', 'high', high, { min: low + 1, max: Math.min(low + 2 ** 32 - 1, 2 ** 31) });
    const range = high - low;
    const out = new Int32Array(requireLength('randint', n));
    for (let i = 0; i < out.length; i++) out[i] = (this.#twister.next() % range) + low;
    return out;
  }

  /**
   * The integers 0 to n - 1 in random order.
   *
   * @throws {ArgumentError} when n is not an integer from 0 to 214,748,363 (beyond, versions of PyTorch disagree).
   * @see torch.randperm
   */
  randperm(n: number): Int32Array {
    const out = new Int32Array(requireInteger('randperm', 'n', n, { min: 0, max: 214_748_363 }));
    for (let i = 0; i < n; i++) out[i] = i;
    for (let i = 0; i < n - 1; i++) {
      const other = i + (this.#twister.next() % (n - i));
      const value = out[i]!;
      out[i] = out[other]!;
      out[other] = value;
    }
    return out;
  }

  /**
   * Fills `out` with ones and zeros; each is 1 with probability `p`.
   *
   * PyTorch built with Intel's MKL draws its own way here and gives other numbers.
   *
   * @throws {ArgumentError} when p is not a number from 0 to 1.
   * @see torch.Tensor.bernoulli_
   */
  bernoulli(out: Float32Array, p: number): Float32Array {
    requireFloat32Array('bernoulli', out);
    requireNumber('bernoulli', 'p', p, { min: 0, max: 1 });
    for (let i = 0; i < out.length; i++) out[i] = this.random53() < p ? 1 : 0;
    return out;
  }

  /**
   * A new generator made from this one's seed and the keys, whatever was drawn before: equal keys give equal streams,
   * other keys unrelated ones. `fork(a).fork(b)` is `fork(a, b)`. Made for work that runs in any order, such as a
   * generator for each `(epoch, index)`. PyTorch has nothing like it.
   *
   * The 64-bit seed, the keys and their number seed a Mersenne Twister through its `init_by_array`.
   *
   * @throws {ArgumentError} when there is no key, or one is not a safe integer.
   *
   * @example
   * ```js
   * import { Generator } from '@featuremap/random';
   *
   * const generator = new Generator(7);
   * const before = generator.fork(2, 31).random();
   * generator.rand(100);
   * console.log(generator.fork(2, 31).random() === before); // true
   * console.log(generator.fork(2, 32).random() === before); // false
   * ```
   */
  fork(...keys: number[]): Generator {
    if (keys.length === 0)
      throw new ArgumentError('fork: at least one key is needed', { remedy: 'fork(epoch, index)' });
    for (const key of keys) requireInteger('fork', 'key', key);
    return Generator.#withKeys(this.seed, [...this.#keys, ...keys]);
  }

  /** Where this generator stands, as plain JSON of about 7 kB. @see torch.Generator.get_state */
  state(): GeneratorState {
    return {
      seed: String(this.seed),
      keys: this.#keys,
      words: Array.from(this.#twister.words),
      position: this.#twister.position,
      nextNormal: this.#nextNormal,
    };
  }

  /**
   * A generator that goes on where `state()` was taken.
   *
   * @throws {ArgumentError} when `state` is not what `state()` returns.
   *
   * @example
   * ```js
   * import { Generator } from '@featuremap/random';
   *
   * const generator = new Generator(3);
   * generator.randn(5);
   * const copy = Generator.fromState(JSON.parse(JSON.stringify(generator.state())));
   * console.log(copy.random() === generator.random()); // true
   * ```
   *
   * @see torch.Generator.set_state
   */
  static fromState(state: GeneratorState): Generator {
    requireState(state);
    const generator = Generator.#withKeys(BigInt(state.seed), state.keys);
    generator.#twister = new MersenneTwister(Uint32Array.from(state.words));
    generator.#twister.position = state.position;
    generator.#nextNormal = state.nextNormal;
    return generator;
  }

  static #withKeys(seed: bigint, keys: readonly number[]): Generator {
    const generator = new Generator(seed);
    if (keys.length === 0) return generator;
    const numbers = [seed, ...keys.map(BigInt)].map((number) => BigInt.asUintN(64, number));
    const words = numbers.flatMap((number) => [Number(number & 0xffffffffn), Number(number >> 32n)]);
    generator.#keys = keys;
    generator.#twister = MersenneTwister.fromWords([keys.length, ...words]);
    return generator;
  }

  /** One standard normal number by Box and Muller's method, which makes two: the other one is kept. */
  #normal(): number {
    const kept = this.#nextNormal;
    if (kept !== null) {
      this.#nextNormal = null;
      return kept;
    }
    const theta = 2 * Math.PI * this.random53();
    const radius = Math.sqrt(-2 * Math.log(1 - this.random53()));
    this.#nextNormal = radius * Math.sin(theta);
    return radius * Math.cos(theta);
  }
}

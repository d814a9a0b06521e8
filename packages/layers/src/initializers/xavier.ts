import { requireKnownOptions, requireNumber } from '@featuremap/errors';
import { fans, type Initializer, normalWith, uniformWithin } from './initializer.ts';

/** The option of the Xavier initializers. */
export interface XavierOptions {
  /** Scales the spread. Default 1; `Math.sqrt(2)` suits ReLU. */
  readonly gain?: number;
}

/**
 * An initializer from U(-a, a) with `a = gain·√(6 / (fanIn + fanOut))`: signals keep their variance forwards and
 * backwards through a layer without activation (Glorot and Bengio, 2010).
 *
 * @throws {ArgumentError} when the gain is not a number of at least 0, or an option is unknown.
 *
 * @example
 * ```js
 * import { xavierUniform } from '@featuremap/layers';
 * import { Generator } from '@featuremap/random';
 *
 * const weight = xavierUniform()([2, 4], new Generator(0));
 * console.log(weight.every((w) => Math.abs(w) <= 1)); // true
 * ```
 *
 * @see torch.nn.init.xavier_uniform_
 */
export function xavierUniform(options: XavierOptions = {}): Initializer {
  const gain = requireGain('xavierUniform', options);
  return (shape, generator) => uniformWithin(shape, Math.sqrt(3) * xavierStd(shape, gain), generator);
}

/**
 * An initializer from N(0, std²) with `std = gain·√(2 / (fanIn + fanOut))`.
 *
 * @throws {ArgumentError} when the gain is not a number of at least 0, or an option is unknown.
 *
 * @example
 * ```js
 * import { xavierNormal } from '@featuremap/layers';
 * import { Generator } from '@featuremap/random';
 *
 * console.log(xavierNormal({ gain: 0 })([1, 2], new Generator(0)).map(Math.abs)); // Float32Array(2) [ 0, 0 ]
 * ```
 *
 * @see torch.nn.init.xavier_normal_
 */
export function xavierNormal(options: XavierOptions = {}): Initializer {
  const gain = requireGain('xavierNormal', options);
  return (shape, generator) => normalWith(shape, xavierStd(shape, gain), generator);
}

function requireGain(caller: string, options: XavierOptions): number {
  requireKnownOptions(caller, options, ['gain']);
  return requireNumber(caller, 'gain', options.gain ?? 1, { min: 0 });
}

function xavierStd(shape: readonly number[], gain: number): number {
  const fan = fans(shape);
  return gain * Math.sqrt(2 / (fan.in + fan.out));
}

import { requireKnownOptions, requireNumber, requireOneOf } from '@featuremap/errors';
import { fans, type Initializer, normalWith, uniformWithin } from './initializer.ts';

/** The options of the Kaiming initializers. */
export interface KaimingOptions {
  /** The slope below zero of the leaky ReLU behind the layer. Default 0, a plain ReLU. Counts for `'leakyRelu'` alone. */
  readonly a?: number;
  /** Keeps the variance forwards (`'fanIn'`, the default) or backwards (`'fanOut'`). */
  readonly mode?: 'fanIn' | 'fanOut';
  /** What follows the layer: sets the gain. Default `'leakyRelu'`. */
  readonly nonlinearity?: 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu';
}

/**
 * An initializer from U(-b, b) with `b = gain·√(3 / fan)`: signals keep their variance through a layer and the
 * activation behind it (He et al., 2015).
 *
 * @throws {ArgumentError} when an option is unknown or not allowed.
 *
 * @example
 * ```js
 * import { kaimingUniform } from '@featuremap/layers';
 * import { Generator } from '@featuremap/random';
 *
 * const weight = kaimingUniform()([2, 6], new Generator(0));
 * console.log(weight.every((w) => Math.abs(w) <= 1)); // true
 * ```
 *
 * @see torch.nn.init.kaiming_uniform_
 */
export function kaimingUniform(options: KaimingOptions = {}): Initializer {
  const std = kaimingStd('kaimingUniform', options);
  return (shape, generator) => uniformWithin(shape, Math.sqrt(3) * std(shape), generator);
}

/**
 * An initializer from N(0, std²) with `std = gain / √fan`.
 *
 * @throws {ArgumentError} when an option is unknown or not allowed.
 *
 * @example
 * ```js
 * import { kaimingNormal } from '@featuremap/layers';
 * import { Generator } from '@featuremap/random';
 *
 * console.log(kaimingNormal({ mode: 'fanOut' })([16, 3, 5, 5], new Generator(0)).length); // 1200
 * ```
 *
 * @see torch.nn.init.kaiming_normal_
 */
export function kaimingNormal(options: KaimingOptions = {}): Initializer {
  const std = kaimingStd('kaimingNormal', options);
  return (shape, generator) => normalWith(shape, std(shape), generator);
}

function kaimingStd(caller: string, options: KaimingOptions): (shape: readonly number[]) => number {
  requireKnownOptions(caller, options, ['a', 'mode', 'nonlinearity']);
  const a = requireNumber(caller, 'a', options.a ?? 0);
  const mode = requireOneOf(caller, 'mode', options.mode ?? 'fanIn', ['fanIn', 'fanOut']);
  const nonlinearity = options.nonlinearity ?? 'leakyRelu';
  const gains = { linear: 1, sigmoid: 1, tanh: 5 / 3, relu: Math.sqrt(2), leakyRelu: Math.sqrt(2 / (1 + a * a)) };
  const names = ['linear', 'sigmoid', 'tanh', 'relu', 'leakyRelu'] as const;
  const gain = gains[requireOneOf(caller, 'nonlinearity', nonlinearity, names)];
  return (shape) => gain / Math.sqrt(fans(shape)[mode === 'fanIn' ? 'in' : 'out']);
}

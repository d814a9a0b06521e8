import { requireInteger, requireKnownOptions } from '@featuremap/errors';
import { convWindow } from './window.ts';

/** The options of `inputSizes`, along one axis. */
export interface InputSizesOptions {
  readonly kernelSize: number;
  /** Default 1. */
  readonly stride?: number;
  /** On each side. Default 0. */
  readonly padding?: number | 'same' | 'valid';
  /** Default 1. */
  readonly dilation?: number;
}

/**
 * All input sizes along one axis that a window turns into `outputSize`, smallest first: `stride` of them, fewer where
 * the padding alone is enough for the smallest.
 *
 * @throws {ArgumentError} when a number is out of range or an option is unknown.
 *
 * @example
 * ```js
 * import { inputSizes } from '@featuremap/shapes/solve';
 *
 * console.log(inputSizes(100, { kernelSize: 7 })); // [ 106 ]
 * console.log(inputSizes(112, { kernelSize: 7, stride: 2, padding: 3 })); // [ 223, 224 ]
 * ```
 */
export function inputSizes(outputSize: number, options: InputSizesOptions): readonly number[] {
  const name = 'inputSizes';
  requireInteger(name, 'outputSize', outputSize, { min: 1 });
  requireKnownOptions(name, options, ['kernelSize', 'stride', 'padding', 'dilation']);
  for (const key of ['kernelSize', 'stride', 'dilation'] as const) {
    requireInteger(name, key, options[key] ?? 1, { min: 1 });
  }
  const rule = convWindow(name, options);
  const [stride] = rule.stride;
  const window = rule.dilation[0] * (rule.kernelSize[0] - 1) + 1;
  const needed = rule.padding === 'same' ? 1 : window - rule.padding[0][0] - rule.padding[0][1];
  const smallest = Math.max(1, (outputSize - 1) * stride + needed);
  const largest = outputSize * stride - 1 + needed;
  return Array.from({ length: Math.max(0, largest - smallest + 1) }, (_, i) => smallest + i);
}

import { requireKnownOptions, requireOneOf } from '@featuremap/errors';
import { relu, sigmoid, tanh } from './activations.ts';
import { correlation } from './corr2d.ts';
import type { Matrix } from './matrix.ts';
import { pooling } from './pool2d.ts';
import { gather, type Padding, type Pair } from './window.ts';

/** Options of {@link extract}. */
export interface ExtractOptions {
  /** Stride of the filter; default 1. */
  readonly convStride?: Pair;
  /** What detects: 'relu' (default), 'sigmoid' or 'tanh'. */
  readonly activation?: 'relu' | 'sigmoid' | 'tanh';
  /** Window of the max pooling that condenses; default 2. */
  readonly poolSize?: Pair;
  /** Its stride; default `poolSize`. */
  readonly poolStride?: Pair;
  /** Padding of both the filter and the pooling; default 'same'. */
  readonly padding?: Padding;
}

/** The image after each step of {@link extract}. */
export interface Extraction {
  readonly filter: number[][];
  readonly detect: number[][];
  readonly condense: number[][];
}

const activations = { relu, sigmoid, tanh };

/**
 * One feature extracted from an image: filter it with a kernel, detect the feature with an activation, condense the
 * result with max pooling.
 *
 * `[H, W], [kH, kW] -> { filter, detect: [outH, outW], condense: [poolH, poolW] }`
 *
 * @param options `convStride` (default 1), `activation` (default 'relu'), `poolSize` (default 2), `poolStride` (default
 *   the pool size), `padding` of filter and pooling (default 'same', which keeps the size at stride 1).
 * @throws {ArgumentError} when an element is not a finite number or an option is not allowed.
 * @throws {ShapeError} when rows differ in length, or a window is larger than its padded input.
 *
 * @example
 * ```js
 * import { circle, extract, kernels } from '@featuremap/scratch';
 *
 * const image = circle([64, 64], { shrink: 3 });
 * const { detect, condense } = extract(image, kernels.bottomSobel);
 * console.log(detect.flat().filter((value) => value > 0).length); // 248
 * console.log(condense.length, condense[0].length); // 32 32
 * ```
 */
export function extract(image: Matrix, kernel: Matrix, options: ExtractOptions = {}): Extraction {
  const caller = 'extract';
  requireKnownOptions(caller, options, [
    'convStride',
    'activation',
    'poolSize',
    'poolStride',
    'padding',
  ] satisfies (keyof ExtractOptions)[]);
  const { convStride = 1, activation = 'relu', poolSize = 2, poolStride = poolSize, padding = 'same' } = options;
  requireOneOf(caller, 'activation', activation, ['relu', 'sigmoid', 'tanh']);
  const filter = gather(correlation(caller, image, kernel, { stride: convStride, padding }), (step) => step.sum);
  const detect = activations[activation](filter);
  const pooled = pooling(caller, detect, { kernelSize: poolSize, stride: poolStride, padding });
  return { filter, detect, condense: gather(pooled, (step) => step.value) };
}

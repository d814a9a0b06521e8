import { requireNumber } from '@featuremap/errors';
import { type Matrix, requireMatrix, requireVolume, type Volume } from './matrix.ts';

/** A function of one number that takes matrices and volumes element by element too. */
export interface Elementwise {
  (x: number): number;
  (x: Matrix): number[][];
  (x: Volume): number[][][];
}

/**
 * max(0, x): keeps what is positive. Takes a number, a matrix or a volume of channels and gives the same shape back.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 *
 * @example
 * ```js
 * import { relu } from '@featuremap/scratch';
 *
 * console.log(JSON.stringify(relu([[-4, 0, 4]]))); // [[0,0,4]]
 * ```
 *
 * @see torch.relu
 */
export const relu = elementwise('relu', (x) => Math.max(0, x));

/** The slope of {@link relu}: 1 where x > 0, else 0, also at 0 itself. */
export const reluDerivative = elementwise('reluDerivative', (x) => (x > 0 ? 1 : 0));

/**
 * 1 / (1 + exp(-x)): squeezes every number into 0..1. Takes a number, a matrix or a volume of channels.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 *
 * @example
 * ```js
 * import { sigmoid, sigmoidDerivative } from '@featuremap/scratch';
 *
 * console.log(sigmoid(0), sigmoidDerivative(0)); // 0.5 0.25
 * ```
 *
 * @see torch.sigmoid
 */
export const sigmoid = elementwise('sigmoid', (x) => 1 / (1 + Math.exp(-x)));

/** The slope of {@link sigmoid}: sigmoid(x) · (1 - sigmoid(x)), at most 0.25. */
export const sigmoidDerivative = elementwise('sigmoidDerivative', (x) => sigmoid(x) * sigmoid(-x));

/**
 * (exp(x) - exp(-x)) / (exp(x) + exp(-x)): squeezes every number into -1..1. Takes a number, a matrix or a volume of
 * channels.
 *
 * @throws {ArgumentError} when an element is not a finite number.
 *
 * @example
 * ```js
 * import { tanh, tanhDerivative } from '@featuremap/scratch';
 *
 * console.log(tanh(0), tanhDerivative(0)); // 0 1
 * ```
 *
 * @see torch.tanh
 */
export const tanh = elementwise('tanh', Math.tanh);

/** The slope of {@link tanh}: 1 - tanh(x)², at most 1. */
export const tanhDerivative = elementwise('tanhDerivative', (x) => 1 - Math.tanh(x) ** 2);

function elementwise(name: string, f: (x: number) => number): Elementwise {
  function apply(x: number | Matrix | Volume): number | number[][] | number[][][] {
    if (!Array.isArray(x)) return f(requireNumber(name, 'x', x));
    const isVolume = Array.isArray(x[0]?.[0]);
    if (isVolume) requireVolume(name, 'x', x);
    else requireMatrix(name, 'x', x);
    const onRows = (rows: Matrix): number[][] => rows.map((row) => row.map(f));
    return isVolume ? (x as Volume).map(onRows) : onRows(x as Matrix);
  }
  return apply as Elementwise;
}

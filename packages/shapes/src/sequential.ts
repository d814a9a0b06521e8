import { type ErrorDetails, FeaturemapError, requireInteger, ShapeError } from '@featuremap/errors';
import { inputOf } from './input.ts';
import type { Inferred, LayerDescription, ShapeContext } from './layer-description.ts';
import { type DataFormat, type Shape, showShape } from './shape.ts';
import type { Checked, Fitting, OutputOf, SequentialFn } from './types/fold.ts';

/** The description of layers one behind the other. */
export interface SequentialDescription<L extends readonly LayerDescription[] = readonly LayerDescription[]>
  extends LayerDescription<SequentialFn<L>> {
  readonly name: 'sequential';
  readonly layers: L;
  /** The format that `input` chooses, NHWC without one. */
  readonly dataFormat: DataFormat;
  /** The shape of a batch, `[N, …]`, behind the layers. @throws {ShapeError} naming the first layer that does not fit. */
  outputShape<const X extends Shape>(batch: Fitting<L, X>): OutputOf<L, X>;
}

/**
 * Describes layers one behind the other. When the first is `input(…)`, each is checked where it stands: by the compiler,
 * and when the program runs.
 *
 * @throws {ShapeError} when a layer does not fit the one before it.
 *
 * @example
 * ```js
 * import { conv2d, flatten, input, linear, sequential } from '@featuremap/shapes';
 *
 * const net = sequential(input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 }), flatten(), linear(3456, 10));
 * console.log(net.outputShape([32, 28, 28, 1])); // [ 32, 10 ]
 * try {
 *   sequential(input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 }), flatten(), linear(3457, 10));
 * } catch (error) {
 *   console.log(error.sentence); // linear expects 3457 input features but the previous layer gives 3456 = 24×24×6
 * }
 * ```
 *
 * @see torch.nn.Sequential
 */
export function sequential<const L extends readonly LayerDescription[]>(
  ...layers: L extends Checked<L> ? L : Checked<L>
): SequentialDescription<L> {
  checkLayers(layers as unknown as L);
  return chain(...(layers as unknown as L));
}

/**
 * Checks each layer of a list that begins with `input(…)` against the one before it; without an input there is nothing
 * to check yet. The sentence of the error is the one that the compiler prints for the same list.
 *
 * @throws {ShapeError} when a layer does not fit.
 */
export function checkLayers(layers: readonly LayerDescription[]): void {
  const start = inputOf(layers);
  if (start) inferThrough(layers, start.shape, { dataFormat: start.dataFormat, via: '' });
}

/**
 * The same as `sequential`, but the compiler does not check the layers here: for a generic function that builds them,
 * whose result is checked where it is used.
 */
export function chain<const L extends readonly LayerDescription[]>(...layers: L): SequentialDescription<L> {
  const dataFormat = inputOf(layers)?.dataFormat ?? 'NHWC';
  return {
    name: 'sequential',
    layers,
    dataFormat,
    outputShape: ((batch: Shape) => outputShape(layers, batch)) as unknown as SequentialDescription<L>['outputShape'],
    infer(input, context) {
      const nested = (sentence: string, at: number) => `${sentence} (layer ${at} of a nested sequential)`;
      return { ...inferThrough(layers, input, context, nested), via: '' };
    },
    params: () => layers.reduce((sum, layer) => sum + layer.params(), 0),
    macs(input, context) {
      let sum = 0;
      inferThrough(layers, input, context, undefined, (layer, x, c) => {
        sum += layer.macs(x, c);
      });
      return sum;
    },
  };
}

/**
 * The shape of a batch, `[N, …]`, behind a list of layers.
 *
 * @throws {ShapeError} naming the first layer that does not fit.
 */
export function outputShape(layers: readonly LayerDescription[], batch: Shape): Shape {
  for (const [axis, size] of batch.entries())
    requireInteger('outputShape', `size ${axis} of the batch`, size, { min: 0 });
  if (batch.length === 0) throw new ShapeError(`outputShape expects a batch, [N, …], but gets ${showShape(batch)}`);
  const [n, ...sample] = batch as readonly [number, ...number[]];
  const dataFormat = inputOf(layers)?.dataFormat ?? 'NHWC';
  const layerFirst = (sentence: string, at: number) => `layer ${at}: ${sentence}`;
  return [n, ...inferThrough(layers, sample, { dataFormat, via: '' }, layerFirst).shape];
}

/**
 * Hands a shape through a list of layers; `visit` sees each layer with its input. `phrase` writes the sentence of an
 * error from the layer's own and its index; by default the layer's own stands as it is.
 */
export function inferThrough(
  layers: readonly LayerDescription[],
  input: Shape,
  context: ShapeContext,
  phrase: (sentence: string, at: number) => string = (sentence) => sentence,
  visit?: (layer: LayerDescription, input: Shape, context: ShapeContext, output: Inferred) => void,
): Inferred {
  let state: Inferred = { shape: input, via: context.via };
  for (const [at, layer] of layers.entries()) {
    const here: ShapeContext = { ...context, via: state.via };
    let output: Inferred;
    try {
      output = layer.infer(state.shape, here);
    } catch (error) {
      if (!FeaturemapError.is(error) || error.code !== 'FEATUREMAP_SHAPE') throw error;
      const { sentence, received, rule, remedy } = error;
      const place = `layer ${at} (${layer.name})`;
      throw new ShapeError(phrase(sentence, at), {
        received: received ? `${place}: ${received}` : place,
        rule,
        remedy,
        cause: error,
      } as ErrorDetails);
    }
    visit?.(layer, state.shape, here, output);
    state = output;
  }
  return state;
}

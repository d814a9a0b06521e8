import { ArgumentError, show } from '@featuremap/errors';
import {
  type Checked,
  checkLayers,
  type DataFormat,
  chain as describe,
  type Fitting,
  inferThrough,
  inputOf,
  type LayerDescription,
  type OutputOf,
  type SequentialDescription,
  type SequentialFn,
  type Shape,
  type ShapeContext,
} from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { channelsFirst, channelsLast } from '../ops/transpose.ts';
import { blocksOf } from './blocks.ts';
import { Layer } from './layer.ts';
import type { Place, Slot } from './parameter.ts';

/** Layers one behind the other, as `sequential` makes them. */
export class Sequential<const L extends readonly LayerDescription[] = readonly LayerDescription[]> extends Layer<
  SequentialFn<L>
> {
  /** The layers, `input(…)` included. */
  readonly layers: L & readonly LayerDescription[];
  readonly #layers: readonly Layer[];
  readonly #description: SequentialDescription<L>;
  readonly #start: Place;

  constructor(layers: L) {
    const description = describe(...layers);
    super(description as unknown as LayerDescription<SequentialFn<L>>);
    this.layers = description.layers;
    this.#description = description;
    const begin = inputOf(layers);
    this.#layers = (begin ? layers.slice(1) : layers).map(requireLayer);
    this.#start = {
      shape: begin?.shape,
      dataFormat: description.dataFormat,
      flattened: undefined,
      unflattened: undefined,
    };
    checkLayers(layers);
  }

  /** The shape of a batch `[N, …]` behind the layers. @throws {ShapeError} naming the first layer that does not fit. */
  outputShape<const X extends Shape>(batch: Fitting<L, X>): OutputOf<L, X> {
    return this.#description.outputShape(batch);
  }

  override get dataFormat(): DataFormat {
    return this.#start?.dataFormat ?? 'NHWC';
  }

  /** Here the sentence does not speak of a nested network, as `infer` does. */
  protected override checkInput(sample: Shape, context: ShapeContext): void {
    inferThrough(this.layers, sample, context);
  }

  override children(): readonly (readonly [string, Layer])[] {
    return this.#layers.map((layer, i) => [String(i), layer]);
  }

  override compute(x: tf.Tensor, dataFormat: DataFormat): tf.Tensor {
    let y = x;
    for (const block of blocksOf(this.#layers)) {
      if (block.kind === 'conv2d') y = block.conv.computeBlock(y as tf.Tensor4D, block.activation, block.pool);
      else if (block.kind === 'single') y = block.layer.run(y, dataFormat);
      else if (dataFormat === 'NHWC') y = block.linear.computeBlock(y, block.activation);
      else y = channelsLast(block.linear.computeBlock(channelsFirst(y), block.activation));
    }
    return y;
  }

  override start(): Place {
    return this.#start;
  }

  override slots(prefix = '', place: Place = this.start()): Slot[] {
    const unflattened = [place.unflattened]; // behind each layer
    for (const layer of this.#layers.toReversed()) {
      unflattened.unshift(layer.unflattened(unflattened[0], place.dataFormat));
    }
    const slots: Slot[] = [];
    for (const [i, [name, layer]] of this.children().entries()) {
      slots.push(...layer.slots(`${prefix}${name}.`, { ...place, unflattened: unflattened[i + 1] }));
      place = layer.next(place);
    }
    return slots;
  }

  override unflattened(behind: Place['unflattened'], dataFormat: DataFormat): Place['unflattened'] {
    return this.#layers.reduceRight((wanted, layer) => layer.unflattened(wanted, dataFormat), behind);
  }

  override flattened(place: Place): Place['flattened'] {
    return this.#layers.reduce((before, layer) => layer.next(before), place).flattened;
  }
}

/**
 * Puts layers one behind the other. When the first is `input(…)`, each is checked where it stands: by the compiler, and
 * when the program runs.
 *
 * @throws {ShapeError} when a layer does not fit the one before it.
 * @throws {ArgumentError} when an entry is not a layer.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Flatten, input, Linear, sequential } from '@featuremap/layers';
 *
 * const net = sequential(input(28, 28, 1), new Flatten(), new Linear(784, 10)).init(0);
 * console.log(net.forward(tf.zeros([2, 28, 28, 1])).shape); // [ 2, 10 ]
 * console.log(Object.keys(net.stateDict())); // [ '1.weight', '1.bias' ]
 * ```
 *
 * @see torch.nn.Sequential
 */
export function sequential<const L extends readonly LayerDescription[]>(
  ...layers: L extends Checked<L> ? L : Checked<L>
): Sequential<L> {
  return new Sequential(layers as unknown as L);
}

/**
 * The same as `sequential`, but the compiler does not check the layers here: for a generic function that builds them,
 * whose result is checked where it is used.
 *
 * @throws {ShapeError} when a layer does not fit the one before it.
 * @throws {ArgumentError} when an entry is not a layer.
 *
 * @example
 * ```js
 * import { chain, Conv2d, ReLU } from '@featuremap/layers';
 *
 * const convolution = (inC, outC) => chain(new Conv2d(inC, outC, { kernelSize: 3, padding: 1 }), new ReLU());
 * console.log(convolution(3, 64).params()); // 1792
 * ```
 */
export function chain<const L extends readonly LayerDescription[]>(...layers: L): Sequential<L> {
  return new Sequential(layers);
}

function requireLayer(layer: unknown, index: number): Layer {
  if (layer instanceof Layer) return layer;
  throw new ArgumentError(`sequential: entry ${index} must be a layer, not ${show(layer)}`, {
    remedy: "input(…) first, then layers of '@featuremap/layers'",
  });
}

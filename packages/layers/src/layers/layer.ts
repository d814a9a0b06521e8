import { requireKnownOptions, StateError } from '@featuremap/errors';
import { Generator, type GeneratorState } from '@featuremap/random';
import type { DataFormat, Inferred, LayerDescription, Shape, ShapeContext, ShapeFn } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { channelsFirst, channelsLast } from '../ops/transpose.ts';
import { requireFloats } from '../require-tensor.ts';
import type { StateArray } from '../weight-layout.ts';
import { type InitOptions, initialize } from './initialize.ts';
import type { ParameterSpec, Place, Slot } from './parameter.ts';
import { type LoadOptions, loadState, type StateDict, torchState } from './state.ts';

/** Sees what a layer made of its input, both in the data format of the network. The tensors live as long as the call. */
export type ForwardHook = (output: tf.Tensor, input: tf.Tensor, layer: Layer) => void;

/**
 * What every layer is: a description of sizes, as `@featuremap/shapes` knows it, with parameters and a forward pass.
 *
 * A layer of your own extends this class: it hands its description to `super`, declares its arrays in
 * `parameterSpecs()` and computes in `compute()`.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import '@featuremap/layers/gradients'; // so that tf.mul can be differentiated
 * import * as tf from '@tensorflow/tfjs-core';
 * import { input, Layer, Linear, sequential } from '@featuremap/layers';
 *
 * class Double extends Layer {
 *   constructor() {
 *     const infer = (shape, { via }) => ({ shape, via });
 *     super({ name: 'double', infer, params: () => 0, macs: () => 0 });
 *   }
 *   compute(x) {
 *     return tf.mul(x, 2);
 *   }
 * }
 * const net = sequential(input(3), new Double(), new Linear(3, 2)).init(0);
 * console.log(net.forward(tf.ones([1, 3])).shape); // [ 1, 2 ]
 * ```
 *
 * @see torch.nn.Module
 */
export abstract class Layer<F extends ShapeFn = ShapeFn> implements LayerDescription<F> {
  declare readonly '~shape'?: F;
  readonly name: string;
  readonly label?: string;
  readonly window?: NonNullable<LayerDescription['window']>;
  /** Whether the layer behaves as in training (the default) or as in use; set by `train()` and `eval()`. */
  training = true;
  /** What draws this layer's random numbers; only layers with `drawsInTraining` have one. */
  generator: Generator | undefined;
  readonly #description: LayerDescription<F>;
  readonly #tensors = new Map<string, tf.Variable>();
  readonly #hooks = new Set<ForwardHook>();

  constructor(description: LayerDescription<F>) {
    this.#description = description;
    this.name = description.name;
    if (description.label !== undefined) this.label = description.label;
    if (description.window) this.window = (input, context) => description.window!(input, context);
  }

  /**
   * Computes a batch. `x` and the result are `[N, H, W, C]`, or `[N, C, H, W]` where `dataFormat` says NCHW and
   * `followsFormat` is set.
   */
  abstract compute(x: tf.Tensor, dataFormat: DataFormat): tf.Tensor;

  /** The arrays that this layer itself has where it stands, in the order in which PyTorch initializes them. */
  parameterSpecs(_place: Place): readonly ParameterSpec[] {
    return [];
  }

  /** Whether `compute` wants images in the format of the network instead of NHWC, because axes have a meaning for it. */
  get followsFormat(): boolean {
    return false;
  }

  /** Whether the layer draws random numbers in training. */
  get drawsInTraining(): boolean {
    return false;
  }

  /** The layers inside, with their names in paths. */
  children(): readonly (readonly [name: string, layer: Layer])[] {
    return [];
  }

  infer(input: Shape, context: ShapeContext): Inferred {
    return this.#description.infer(input, context);
  }

  params(): number {
    return this.#description.params();
  }

  macs(input: Shape, context: ShapeContext): number {
    return this.#description.macs(input, context);
  }

  /**
   * Computes a batch `[N, …]`. In training, gradients of what comes out reach the parameters.
   *
   * @throws {ArgumentError} when x is not a float32 tensor.
   * @throws {ShapeError} when x does not fit.
   * @throws {StateError} when there are no parameters yet.
   */
  forward(x: tf.Tensor): tf.Tensor {
    requireFloats(this.name, 'x', x);
    const { dataFormat } = this;
    this.checkInput(x.shape.slice(1), { dataFormat, via: '' });
    return tf.tidy(() => {
      if (dataFormat === 'NHWC') return this.run(x, dataFormat);
      return channelsFirst(this.run(channelsLast(x), dataFormat));
    });
  }

  /** Checks the shape of one sample. @throws {ShapeError} */
  protected checkInput(sample: Shape, context: ShapeContext): void {
    this.infer(sample, context);
  }

  /** `compute` with the transpositions and hooks around it; `x` and the result are `[N, H, W, C]` in any format. */
  run(x: tf.Tensor, dataFormat: DataFormat): tf.Tensor {
    const turns = this.followsFormat && dataFormat === 'NCHW';
    const y = turns ? channelsLast(this.compute(channelsFirst(x), dataFormat)) : this.compute(x, dataFormat);
    if (this.hasHooks) {
      const shown = (tensor: tf.Tensor) => (dataFormat === 'NCHW' ? channelsFirst(tensor) : tensor);
      tf.tidy(() => {
        for (const hook of this.#hooks) hook(shown(y), shown(x), this);
      });
    }
    return y;
  }

  /** The format of the tensors that `forward` takes and gives. */
  get dataFormat(): DataFormat {
    return 'NHWC';
  }

  /**
   * Makes the parameters, as PyTorch would with this seed: first every layer draws its default, in order, then
   * `options.weight` and `options.bias` replace the weights of convolutions and linear layers and their biases.
   *
   * @throws {ArgumentError} when an option is unknown, or the seed is not an integer.
   */
  init(seed: number | bigint | Generator, options: InitOptions = {}): this {
    requireKnownOptions('init', options, ['weight', 'bias']);
    const generator = seed instanceof Generator ? seed : new Generator(seed);
    initialize(this.slots(), generator, options);
    let index = 0;
    for (const [, layer] of this.descend()) {
      if (layer.drawsInTraining) layer.generator = generator.fork(index++);
    }
    return this;
  }

  /** Behaves as in training from now on: dropout drops, batch normalisation uses the batch. */
  train(mode = true): this {
    for (const [, layer] of this.descend()) layer.training = mode;
    return this;
  }

  /** Behaves as in use from now on: nothing is random. */
  eval(): this {
    return this.train(false);
  }

  /** What is learnt, with its path, in order. @throws {StateError} before `init` or `loadStateDict`. */
  namedParameters(): [path: string, parameter: tf.Variable][] {
    return this.slots()
      .filter(({ spec }) => spec.role !== 'statistic')
      .map((slot) => [slot.path, tensorOf(slot)]);
  }

  /** What is learnt, in order: what an optimizer takes. @throws {StateError} before `init` or `loadStateDict`. */
  parameters(): tf.Variable[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }

  /**
   * The parameters and statistics under PyTorch's names. Without an option they are the live variables, as they lie in
   * memory (HWIO, [in, out]); with `{ layout: 'torch' }` they are copies in PyTorch's layout.
   *
   * @throws {StateError} before `init` or `loadStateDict`.
   */
  stateDict(): Record<string, tf.Variable>;
  stateDict(options: { readonly layout: 'torch' }): Record<string, StateArray>;
  stateDict(options: { readonly layout?: 'torch' } = {}): Record<string, tf.Variable | StateArray> {
    requireKnownOptions('stateDict', options, ['layout']);
    const live = Object.fromEntries(this.slots().map((slot) => [slot.path, tensorOf(slot)]));
    return options.layout === 'torch' ? torchState(this.slots(), live) : live;
  }

  /**
   * Takes parameters and statistics over from a state: in place if there are some already.
   *
   * @param options.layout `'featuremap'` (the default): as `stateDict()` gives them; `'torch'`: as PyTorch lays them out.
   * @throws {ArgumentError} when a name is missing or unknown.
   * @throws {ShapeError} when a shape does not fit.
   */
  loadStateDict(state: StateDict, options: LoadOptions = {}): this {
    loadState(this.slots(), state, options);
    return this;
  }

  /** Where each layer that draws random numbers stands, as JSON. */
  randomState(): Record<string, GeneratorState> {
    const entries = [...this.descend()].filter(([, layer]) => layer.generator !== undefined);
    return Object.fromEntries(entries.map(([path, layer]) => [path, layer.generator!.state()]));
  }

  /** Puts every layer that draws random numbers back to where it stood. @throws {ArgumentError} when one is missing. */
  loadRandomState(states: Readonly<Record<string, GeneratorState>>): this {
    for (const [path, layer] of this.descend()) {
      if (layer.drawsInTraining) layer.generator = Generator.fromState(states[path]!);
    }
    return this;
  }

  /** Calls `hook` after every forward pass of this layer, until the function that is returned is called. */
  registerForwardHook(hook: ForwardHook): () => void {
    this.#hooks.add(hook);
    return () => this.#hooks.delete(hook);
  }

  get hasHooks(): boolean {
    return this.#hooks.size > 0;
  }

  /** Frees the parameters and statistics. */
  dispose(): void {
    for (const { tensors } of this.slots()) {
      tf.dispose([...tensors.values()]);
      tensors.clear();
    }
  }

  /** Every array of this layer and of those inside. */
  slots(prefix = '', place: Place = this.start()): Slot[] {
    return this.parameterSpecs(place).map((spec) => ({
      path: `${prefix}${spec.name}`,
      spec,
      flattened: place.flattened,
      unflattened: place.unflattened,
      tensors: this.#tensors,
    }));
  }

  /** Where a network that consists of this layer begins. */
  start(): Place {
    return { shape: undefined, dataFormat: this.dataFormat, flattened: undefined, unflattened: undefined };
  }

  /** What the next layer finds. */
  next(place: Place): Place {
    const { shape, dataFormat } = place;
    return {
      dataFormat,
      shape: shape && this.infer(shape, { dataFormat, via: '' }).shape,
      flattened: this.flattened(place),
      unflattened: undefined,
    };
  }

  /** `Place.flattened` behind this layer; a layer that leaves features where they are leaves it as it is. */
  flattened(place: Place): Place['flattened'] {
    return place.flattened;
  }

  /** `Place.unflattened` for the layer before this one, from that behind it. */
  unflattened(behind: Place['unflattened'], _dataFormat: DataFormat): Place['unflattened'] {
    if (behind === undefined) return undefined;
    const before: Place = { shape: undefined, dataFormat: 'NHWC', flattened: behind, unflattened: undefined };
    const leavesFeatures = this.flattened(before) === behind;
    return leavesFeatures ? behind : undefined;
  }

  /** An array of this layer by its name. @throws {StateError} before `init` or `loadStateDict`. */
  protected tensor<T extends tf.Tensor>(name: string): T {
    return (this.#tensors.get(name) ?? missing(`${this.name} has no ${name} yet`)) as unknown as T;
  }

  /** This layer and all inside of it. */
  *descend(path = ''): IterableIterator<readonly [path: string, layer: Layer]> {
    yield [path, this];
    for (const [name, child] of this.children()) yield* child.descend(path === '' ? name : `${path}.${name}`);
  }
}

function tensorOf({ path, spec, tensors }: Slot): tf.Variable {
  return tensors.get(spec.name) ?? missing(`${path} has no value yet`);
}

function missing(sentence: string): never {
  throw new StateError(sentence, {
    rule: 'a layer is a description until it is initialized',
    remedy: 'net.init(seed) or net.loadStateDict(state)',
  });
}

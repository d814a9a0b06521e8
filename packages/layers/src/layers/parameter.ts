import { ShapeError } from '@featuremap/errors';
import { type DataFormat, elements, type Shape } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { constant } from '../initializers/constant.ts';
import type { Initializer } from '../initializers/initializer.ts';
import { defaultBias, defaultWeight } from '../initializers/torch-default.ts';
import { fromTorch, memoryShape, type StateArray, type WeightLayout, type WeightPlan } from '../weight-layout.ts';

/** One array of numbers that a layer has, as the layer declares it. */
export interface ParameterSpec {
  /** As PyTorch calls it: `weight`. */
  readonly name: string;
  /** The shape in PyTorch. */
  readonly shape: Shape;
  readonly layout: WeightLayout;
  /** What the initializers of `init({ weight, bias })` replace: weights of several axes, and the biases beside them. */
  readonly role: 'weight' | 'bias' | 'scale' | 'shift' | 'statistic';
  /** PyTorch's default. */
  readonly initialize: Initializer;
}

/** The weight of a convolution or a linear layer, and the bias that `outputs` results may have. */
export function weightAndBias(
  shape: Shape,
  layout: WeightLayout,
  outputs: number,
  hasBias: boolean,
): readonly ParameterSpec[] {
  const weight: ParameterSpec = { name: 'weight', shape, layout, role: 'weight', initialize: defaultWeight };
  if (!hasBias) return [weight];
  return [weight, { name: 'bias', shape: [outputs], layout: 'vector', role: 'bias', initialize: defaultBias(shape) }];
}

/** The weight and bias of a normalization, first 1 and 0. */
export function scaleAndShift(shape: Shape, layout: WeightLayout = 'vector'): readonly ParameterSpec[] {
  return [
    { name: 'weight', shape, layout, role: 'scale', initialize: constant(1) },
    { name: 'bias', shape, layout, role: 'shift', initialize: constant(0) },
  ];
}

/** What a layer finds where it stands in a network. */
export interface Place {
  /** The shape of one sample before the layer; undefined when the network begins without `input(…)`. */
  readonly shape: Shape | undefined;
  readonly dataFormat: DataFormat;
  /**
   * `[H, W, C]` when the features before the layer are an image with channels last, flattened; `'unknown'` when they
   * are one of unknown size; undefined otherwise.
   */
  readonly flattened: ImageOrder | 'unknown' | undefined;
  /** `[H, W, C]` when the features behind the layer become an image with channels last. */
  readonly unflattened: ImageOrder | undefined;
}

/** `[H, W, C]` of an image with channels last, whose numbers are features in this order. */
export type ImageOrder = readonly [number, number, number];

/** The order of the features of a flattened sample with channels last; undefined when it has but one axis. */
export function imageOrder(sample: Shape): ImageOrder | undefined {
  if (sample.length < 2) return undefined;
  const [h, ...rest] = sample as [number, ...number[]];
  const c = rest.pop()!;
  return [h, elements(rest), c];
}

/** An array of numbers of a network: its path in the state, and where it is kept. */
export interface Slot {
  /** `0.weight`. */
  readonly path: string;
  readonly spec: ParameterSpec;
  readonly flattened: Place['flattened'];
  readonly unflattened: Place['unflattened'];
  /** The layer's tensors by their name. */
  readonly tensors: Map<string, tf.Variable>;
}

/** How a slot's numbers are laid out. @throws {ShapeError} when that depends on an image of unknown size. */
export function planOf({ path, spec, flattened, unflattened }: Slot): WeightPlan {
  if (flattened !== 'unknown') return { ...spec, flattened, unflattened };
  if (spec.layout !== 'linear' && spec.layout !== 'features') return { ...spec, unflattened };
  throw new ShapeError(`the rows of ${path} depend on the size of the image that is flattened before it`, {
    rule: 'with channels last, PyTorch orders flattened features otherwise (C, H, W)',
    remedy: 'begin the network with input(height, width, channels)',
  });
}

/** Gives a slot the values of an array in PyTorch's order. */
export function fillFromTorch(slot: Slot, data: Float32Array): void {
  const plan = planOf(slot);
  fill(slot, { shape: memoryShape(plan), data: fromTorch(data, plan) });
}

/** Gives a slot its values: in place if it has some already, so that an optimizer's parameters stay the same. */
export function fill({ spec, tensors }: Slot, { shape, data }: StateArray): void {
  tf.tidy(() => {
    const values = tf.tensor(data, [...shape]);
    const variable = tensors.get(spec.name);
    if (variable !== undefined) variable.assign(values);
    else tensors.set(spec.name, tf.variable(values, spec.role !== 'statistic'));
  });
}

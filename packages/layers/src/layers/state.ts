import { ArgumentError, requireKnownOptions, requireOneOf, ShapeError, show } from '@featuremap/errors';
import type { Shape } from '@featuremap/shapes';
import * as tf from '@tensorflow/tfjs-core';
import { memoryShape, type StateArray, toTorch } from '../weight-layout.ts';
import { fill, fillFromTorch, planOf, type Slot } from './parameter.ts';

/** Parameters and statistics by their path. */
export type StateDict = Readonly<
  Record<string, tf.Tensor | { readonly shape: Shape; readonly data: ArrayLike<number> }>
>;

/** The option of `loadStateDict`. */
export interface LoadOptions {
  /** Default `'featuremap'`: as `stateDict()` gives them. `'torch'`: as PyTorch lays them out. */
  readonly layout?: 'featuremap' | 'torch';
}

/** Gives the slots the values of a state. Nothing changes when one of them does not fit. */
export function loadState(slots: readonly Slot[], state: StateDict, options: LoadOptions): void {
  const name = 'loadStateDict';
  requireKnownOptions(name, options, ['layout']);
  const layout = requireOneOf(name, 'layout', options.layout ?? 'featuremap', ['featuremap', 'torch']);
  requireSameNames(name, slots, state);
  const arrays = slots.map((slot) => {
    const { shape, data } = arrayOf(name, slot.path, state[slot.path]!);
    const expected = layout === 'torch' ? slot.spec.shape : memoryShape(slot.spec);
    if (shape.join() !== expected.join() || data.length !== expected.reduce((size, n) => size * n, 1)) {
      throw new ShapeError(
        `${name}: ${slot.path} must have the shape [${expected.join(', ')}], not [${shape.join(', ')}]`,
        { rule: `layout '${layout}'`, received: `${data.length} numbers` },
      );
    }
    if (layout === 'torch') planOf(slot);
    return { shape, data };
  });
  for (const [i, slot] of slots.entries()) {
    if (layout === 'torch') fillFromTorch(slot, arrays[i]!.data);
    else fill(slot, arrays[i]!);
  }
}

/** Copies of the slots' values in PyTorch's layout. */
export function torchState(
  slots: readonly Slot[],
  live: Readonly<Record<string, tf.Variable>>,
): Record<string, StateArray> {
  return Object.fromEntries(
    slots.map((slot) => {
      const data = live[slot.path]!.dataSync<'float32'>();
      return [slot.path, { shape: slot.spec.shape, data: toTorch(data, planOf(slot)) }];
    }),
  );
}

function requireSameNames(caller: string, slots: readonly Slot[], state: StateDict): void {
  const expected = slots.map(({ path }) => path);
  const missing = expected.filter((path) => !(path in state));
  const unknown = Object.keys(state).filter((path) => !expected.includes(path));
  if (missing.length + unknown.length === 0) return;
  const parts = [
    ...(missing.length > 0 ? [`${missing.join(', ')} missing`] : []),
    ...(unknown.length > 0 ? [`${unknown.join(', ')} unknown`] : []),
  ];
  throw new ArgumentError(`${caller}: the state is not one of this network: ${parts.join('; ')}`, {
    rule: `the names are ${expected.join(', ')}`,
  });
}

function arrayOf(caller: string, path: string, value: StateDict[string]): StateArray {
  if (value instanceof tf.Tensor) return { shape: value.shape, data: value.dataSync<'float32'>() };
  if (typeof value === 'object' && value !== null && Array.isArray(value.shape) && 'length' in value.data) {
    return { shape: value.shape, data: Float32Array.from(value.data) };
  }
  throw new ArgumentError(`${caller}: ${path} must be a tensor or { shape, data }, not ${show(value)}`);
}

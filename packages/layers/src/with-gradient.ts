import * as tf from '@tensorflow/tfjs-core';

/** Holds a tensor for the backward pass: returns a second tensor on the same data that lives as long as the tape. */
export type Save = <T extends tf.Tensor>(tensor: T) => T;

/** What a computation gives, and how a gradient of its value becomes one of each input, computed only when asked for. */
export interface Differentiable<Y extends tf.Tensor, Name extends string> {
  readonly value: Y;
  readonly gradients: (dy: Y) => { readonly [K in Name]: () => tf.Tensor };
}

/**
 * Runs `compute` as one step of the gradient tape, with its own gradient instead of those of the kernels inside.
 *
 * Beside `tf.customGrad`, the gradient of an input that nobody asked for is never computed, and saving a tensor is no
 * kernel call. What `gradients` needs must go through `save`: every other tensor of `compute` is gone by then, except
 * for variables.
 */
export function withGradient<Y extends tf.Tensor, Name extends string>(
  inputs: { readonly [K in Name]: tf.Tensor },
  compute: (save: Save) => Differentiable<Y, Name>,
): Y {
  const engine = tf.engine();
  const { state } = engine;
  const recording = engine.isTapeOn();
  const saved: tf.Tensor[] = [];
  const save: Save = (tensor) => {
    if (!recording) return tensor;
    const held = tf.keep(alias(tensor));
    saved.push(held);
    return held;
  };

  let result: Differentiable<Y, Name> | undefined;
  state.kernelDepth++; // the kernels inside leave no trace on the tape
  try {
    tf.tidy(() => {
      result = compute(save);
      return result.value;
    });
  } catch (error) {
    tf.dispose(saved);
    throw error;
  } finally {
    state.kernelDepth--;
  }
  const { value, gradients } = result!;
  if (recording) {
    state.activeTape!.push({
      id: state.nextTapeNodeId++,
      kernelName: 'Featuremap',
      inputs,
      outputs: [value],
      saved,
      gradient: ([dy]) => gradients(dy as Y),
    });
  }
  return value;
}

/** A second tensor on the same data, as `tensor.clone()` makes it but without a kernel call. */
export function alias<T extends tf.Tensor>(tensor: T): T {
  const engine = tf.engine();
  const { backend } = engine.state.tensorInfo.get(tensor.dataId)!;
  backend.incRef(tensor.dataId);
  return engine.makeTensorFromTensorInfo(tensor, backend) as T;
}

/** Several gradients that one call computes together: it runs once, when the first of them is asked for. */
export function together<Name extends string>(
  names: readonly Name[],
  save: Save,
  compute: () => readonly tf.Tensor[],
): { [K in Name]: () => tf.Tensor } {
  let results: readonly tf.Tensor[] | undefined;
  const nth = (i: number) => () => {
    results ??= compute().map(save);
    return alias(results[i]!);
  };
  return Object.fromEntries(names.map((name, i) => [name, nth(i)])) as { [K in Name]: () => tf.Tensor };
}

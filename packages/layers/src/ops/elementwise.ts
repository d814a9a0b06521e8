import * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import { withGradient } from '../with-gradient.ts';

/** A function of each element on its own. */
export type Elementwise = <T extends tf.Tensor>(x: T) => T;

/** Makes an elementwise function whose slope is known from its input x. */
export function fromInput(name: string, f: (x: tf.Tensor) => tf.Tensor, slope: (x: tf.Tensor) => tf.Tensor) {
  return <T extends tf.Tensor>(input: T): T => {
    const x = requireFloats(name, 'x', input);
    const output: tf.Tensor = withGradient({ x }, (save) => {
      const saved = save(x);
      return { value: f(x), gradients: (dy) => ({ x: () => tf.mul(dy, slope(saved)) }) };
    });
    return output as T;
  };
}

/** Makes an elementwise function whose slope is known from its output y, so that the input need not be held. */
export function fromOutput(name: string, f: (x: tf.Tensor) => tf.Tensor, slope: (y: tf.Tensor) => tf.Tensor) {
  return <T extends tf.Tensor>(input: T): T => {
    const x = requireFloats(name, 'x', input);
    const output: tf.Tensor = withGradient({ x }, (save) => {
      const y = f(x);
      const saved = save(y);
      return { value: y, gradients: (dy) => ({ x: () => tf.mul(dy, slope(saved)) }) };
    });
    return output as T;
  };
}

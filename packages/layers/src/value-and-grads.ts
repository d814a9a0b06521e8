import { ArgumentError, ShapeError, StateError, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';

/** The value of a function and its gradient for each parameter. */
export interface ValueAndGrads {
  readonly value: tf.Scalar;
  /** In the order of the parameters and of their shapes. */
  readonly grads: tf.Tensor[];
}

/**
 * Computes a scalar and its gradients for `params`. The caller disposes of both.
 *
 * @throws {ArgumentError} when there are no parameters, or f gives no tensor.
 * @throws {ShapeError} when f gives more than one number.
 * @throws {StateError} when the value does not depend on one of the parameters.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { crossEntropy, valueAndGrads } from '@featuremap/layers';
 *
 * const logits = tf.variable(tf.tensor2d([[0, 0]]));
 * const labels = tf.tensor1d([0], 'int32');
 * const { value, grads } = valueAndGrads(() => crossEntropy(logits, labels), [logits]);
 * console.log(value.arraySync().toFixed(4)); // 0.6931
 * console.log(grads[0].arraySync()); // [ [ -0.5, 0.5 ] ]
 * ```
 *
 * @see torch.autograd.grad
 */
export function valueAndGrads(f: () => tf.Scalar, params: readonly tf.Tensor[]): ValueAndGrads {
  const name = 'valueAndGrads';
  if (params.length === 0) {
    throw new ArgumentError(`${name}: there are no parameters`, { remedy: 'net.parameters(), after net.init(seed)' });
  }
  const checked = () => {
    const value: unknown = f();
    if (!(value instanceof tf.Tensor)) throw new ArgumentError(`${name}: f must give a scalar, not ${show(value)}`);
    if (value.rank === 0) return value as tf.Scalar;
    throw new ShapeError(`${name}: f must give a scalar, not a tensor of shape [${value.shape.join(', ')}]`, {
      remedy: "a loss with reduction 'mean' or 'sum'",
    });
  };
  const { value, grads } = differentiate(checked, params);
  const unused = grads.findIndex((grad) => grad == null);
  if (unused < 0) return { value, grads };
  tf.dispose([value, ...grads.filter((grad) => grad != null)]);
  throw new StateError(
    `${name}: the value does not depend on parameter ${unused}, of shape [${params[unused]!.shape.join(', ')}]`,
    { remedy: 'leave it out of the list, or use it' },
  );
}

function differentiate(f: () => tf.Scalar, params: readonly tf.Tensor[]) {
  const engine = tf.engine();
  try {
    return engine.gradients(f, [...params], undefined, true);
  } catch (error) {
    // The engine leaves the tape behind when f throws, and with it the tensors that the tape holds.
    if (engine.state.gradientDepth === 0) {
      for (const { saved } of engine.state.activeTape ?? []) tf.dispose(saved ?? []);
      engine.state.activeTape = [];
    }
    throw error;
  }
}

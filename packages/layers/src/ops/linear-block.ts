import * as tf from '@tensorflow/tfjs-core';
import { type FusedActivation, hasFused, runFused } from '../fused-kernels.ts';
import { together, withGradient } from '../with-gradient.ts';
import { type ActivationName, activate, isFused } from './activation.ts';

/**
 * `activation(x · weight + bias)` for x `[N, in]` and weight `[in, out]`: in one kernel where the backend has it,
 * otherwise one after the other.
 */
export function linearBlock(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  activation: ActivationName,
): tf.Tensor2D {
  const fuses = hasFused('FeaturemapLinear');
  if (fuses && isFused(activation)) return fusedBlock(x, weight, bias, activation);
  const z = fuses ? fusedBlock(x, weight, bias, 'linear') : matrixProduct(x, weight, bias);
  return activate(z, activation);
}

function matrixProduct(x: tf.Tensor2D, weight: tf.Tensor2D, bias: tf.Tensor1D | undefined): tf.Tensor2D {
  const inputs: Record<string, tf.Tensor> = bias === undefined ? { x, weight } : { x, weight, bias };
  return withGradient(inputs, (save) => {
    const [savedX, savedWeight] = [save(x), save(weight)];
    const z: tf.Tensor2D = tf.matMul(x, weight);
    return {
      value: bias === undefined ? z : tf.add(z, bias),
      gradients: (dy) => ({
        x: () => tf.matMul(dy, savedWeight, false, true),
        weight: () => tf.matMul(savedX, dy, true, false),
        bias: () => tf.sum(dy, 0),
      }),
    };
  });
}

function fusedBlock(
  x: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D | undefined,
  activation: FusedActivation,
): tf.Tensor2D {
  const inputs: Record<string, tf.Tensor> = bias === undefined ? { x, weight } : { x, weight, bias };
  const weightGrads = bias === undefined ? ['weight'] : ['weight', 'bias'];
  return withGradient(inputs, (save) => {
    const value = runFused('FeaturemapLinear', { x, weight, bias }, { activation })[0] as tf.Tensor2D;
    const [savedX, savedWeight, y] = [save(x), save(weight), save(value)];
    return {
      value,
      gradients: (dy) => ({
        x: () => runFused('FeaturemapLinearGradInput', { weight: savedWeight, y, dy }, { activation })[0]!,
        ...together(weightGrads, save, () =>
          runFused('FeaturemapLinearGradWeight', { x: savedX, y, dy }, { activation, hasBias: bias !== undefined }),
        ),
      }),
    };
  });
}

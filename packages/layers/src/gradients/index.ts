import * as tf from '@tensorflow/tfjs-core';
import { formulas } from './formulas.ts';

// Importing this module lets tfjs-core's own ops be differentiated where nothing else does: `tf.grad` of arithmetic,
// reductions, matrix products and the like. A gradient that is registered already stays.
for (const [kernelName, { inputs = [], output, grad }] of Object.entries(formulas)) {
  if (tf.getGradient(kernelName) !== undefined) continue;
  tf.registerGradient({
    kernelName,
    inputsToSave: [...inputs],
    ...(output && { outputsToSave: [true] }),
    gradFunc: (dy, saved, attrs) => grad(dy as tf.Tensor, saved, attrs),
  });
}

/** The kernels that have a gradient once this module is imported. */
export const kernelNames: readonly string[] = Object.keys(formulas);

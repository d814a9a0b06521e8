import { ArgumentError, ShapeError, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';

/**
 * Checks that labels are one int32 class for each of n samples. Their values are still in this process, where the batch
 * came from, so looking at them is cheap; a label out of range would give a wrong loss or read beyond an array.
 *
 * @throws {ArgumentError} @throws {ShapeError}
 */
export function requireLabels(caller: string, labels: unknown, n: number, classes: number): tf.Tensor1D {
  if (!(labels instanceof tf.Tensor) || labels.dtype !== 'int32') {
    const received = labels instanceof tf.Tensor ? labels.dtype : show(labels);
    throw new ArgumentError(`${caller}: labels must be an int32 tensor, not ${received}`, {
      remedy: "tf.tensor1d(labels, 'int32')",
    });
  }
  if (labels.rank !== 1 || labels.size !== n) {
    throw new ShapeError(`${caller} expects labels of shape [${n}] but gets [${labels.shape.join(', ')}]`);
  }
  for (const [i, label] of labels.dataSync<'int32'>().entries()) {
    if (label >= 0 && label < classes) continue;
    throw new ArgumentError(`${caller}: label ${label} of sample ${i} is not one of ${classes} classes`, {
      rule: `0 <= label <= ${classes - 1}`,
    });
  }
  return labels as tf.Tensor1D;
}

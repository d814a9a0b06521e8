import { ArgumentError, ShapeError, show } from '@featuremap/errors';
import * as tf from '@tensorflow/tfjs-core';

/** Checks that `value` is a float32 tensor, and returns it. @throws {ArgumentError} */
export function requireFloats(caller: string, name: string, value: unknown): tf.Tensor {
  if (!(value instanceof tf.Tensor)) {
    throw new ArgumentError(`${caller}: ${name} must be a tensor, not ${show(value)}`, {
      remedy: 'tf.tensor(…), from the copy of @tensorflow/tfjs-core that the backend uses',
    });
  }
  if (value.dtype === 'float32') return value;
  throw new ArgumentError(`${caller}: ${name} must hold float32 numbers, not ${value.dtype}`, {
    received: `${name} ${describe(value)}`,
    remedy: `tf.cast(${name}, 'float32')`,
  });
}

/** Checks that `value` is a float32 tensor of four axes, a batch of images, and returns it. @throws {ArgumentError} */
export function requireImages(caller: string, name: string, value: unknown): tf.Tensor4D {
  const tensor = requireFloats(caller, name, value);
  if (tensor.rank === 4) return tensor as tf.Tensor4D;
  throw new ShapeError(`${caller} expects ${name} to be a 4D tensor, not one of shape [${tensor.shape.join(', ')}]`, {
    rule: '[N, H, W, C], or [N, C, H, W] with dataFormat NCHW',
    ...(tensor.rank === 3 && { remedy: `tf.expandDims(${name}) for a batch of one` }),
  });
}

/** Checks that `value` is a float32 tensor of shape [size], and returns it. @throws {ArgumentError} @throws {ShapeError} */
export function requireVector(caller: string, name: string, value: unknown, size: number): tf.Tensor1D {
  const { shape } = requireFloats(caller, name, value);
  if (shape.length === 1 && shape[0] === size) return value as tf.Tensor1D;
  throw new ShapeError(`${caller} expects a ${name} of shape [${size}] but gets [${shape.join(', ')}]`);
}

function describe(tensor: tf.Tensor): string {
  return `${tensor.dtype} [${tensor.shape.join(', ')}]`;
}

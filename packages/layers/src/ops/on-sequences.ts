import { requireOneOf, ShapeError } from '@featuremap/errors';
import type { DataFormat } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { requireFloats } from '../require-tensor.ts';
import type { ImageOptions } from './on-images.ts';
import { type PoolPlacement, pool2d } from './pool2d.ts';
import { reshape } from './reshape.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

// Sequences [N, L, C] are computed as images of height 1, [N, 1, L, C].

/** Checks a batch of sequences and hands it to `f` with channels last, with the format and shape of a sample as given. */
export function onSequences(
  caller: string,
  x: unknown,
  options: ImageOptions,
  f: (x: tf.Tensor3D, sample: readonly number[], dataFormat: DataFormat) => tf.Tensor3D,
): tf.Tensor3D {
  const dataFormat = requireOneOf(caller, 'dataFormat', options.dataFormat ?? 'NHWC', ['NHWC', 'NCHW']);
  const sequences = requireSequences(caller, 'x', x);
  const sample = sequences.shape.slice(1);
  if (dataFormat === 'NHWC') return f(sequences, sample, dataFormat);
  return channelsFirst(f(channelsLast(sequences), sample, dataFormat));
}

/** Checks that `value` is a float32 tensor of three axes, and returns it. */
export function requireSequences(caller: string, name: string, value: unknown): tf.Tensor3D {
  const tensor = requireFloats(caller, name, value);
  if (tensor.rank === 3) return tensor as tf.Tensor3D;
  throw new ShapeError(`${caller} expects ${name} to be a 3D tensor, not one of shape [${tensor.shape.join(', ')}]`);
}

/** What `f` makes of sequences that are seen as images of height 1, as sequences again. */
export function asRows(x: tf.Tensor3D, f: (images: tf.Tensor4D) => tf.Tensor4D): tf.Tensor3D {
  const [n, length, channels] = x.shape;
  const y = f(reshape(x, [n, 1, length, channels]) as tf.Tensor4D);
  return reshape(y, [n, ...y.shape.slice(2)]) as tf.Tensor3D;
}

/** Pools sequences. */
export function poolSequences(x: tf.Tensor3D, placement: PoolPlacement): tf.Tensor3D {
  return asRows(x, (images) => pool2d(images, placement));
}

import { requireOneOf } from '@featuremap/errors';
import type { DataFormat } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { requireImages } from '../require-tensor.ts';
import { channelsFirst, channelsLast } from './transpose.ts';

/** The option of every op on images. */
export interface ImageOptions {
  /** Where the channels are: `'NHWC'` (last, the default) or `'NCHW'`, which transposes before and after. */
  readonly dataFormat?: DataFormat;
}

/** Checks a batch of images and hands it to `f` as NHWC, with the format and the shape of one sample as they were given. */
export function onImages(
  caller: string,
  x: tf.Tensor,
  options: ImageOptions,
  f: (x: tf.Tensor4D, sample: readonly number[], dataFormat: DataFormat) => tf.Tensor4D,
): tf.Tensor4D {
  const dataFormat = requireOneOf(caller, 'dataFormat', options.dataFormat ?? 'NHWC', ['NHWC', 'NCHW']);
  const images = requireImages(caller, 'x', x);
  const sample = images.shape.slice(1);
  if (dataFormat === 'NHWC') return f(images, sample, dataFormat);
  return channelsFirst(f(channelsLast(images), sample, dataFormat));
}

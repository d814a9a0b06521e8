import type * as tf from '@tensorflow/tfjs-core';
import { chain, type DataFormat, input, type Layer, type Sequential } from '../src/index.ts';
import { channelsFirst, channelsLast } from '../src/ops/transpose.ts';

/** A layer as the only one of a network for images `[N, C, H, W]`, in either data format: it takes and gives NCHW. */
export function forwardImages(layer: Layer, x: tf.Tensor4D, dataFormat: DataFormat): tf.Tensor {
  const [, c, h, w] = x.shape;
  if (dataFormat === 'NCHW') return asNet(chain(input(c, h, w, { dataFormat }), layer)).forward(x);
  return channelsFirst(asNet(chain(input(h, w, c), layer)).forward(channelsLast(x)));
}

const asNet = (net: unknown) => net as Sequential;

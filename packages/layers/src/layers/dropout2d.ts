import { requireNumber } from '@featuremap/errors';
import { imageAxes, type LayerDescription, type NoImage, type Shape, type ShapeFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { dropChannels } from '../ops/dropout2d.ts';
import { identity } from '../ops/identity.ts';
import { requireGenerator } from './dropout.ts';
import { Layer } from './layer.ts';

/** The function of a layer that takes images and keeps their shape. */
export interface Dropout2dFn extends ShapeFn {
  readonly key: 'dropout2d';
  readonly out: this['in'] extends readonly [number, number, number]
    ? this['in']
    : NoImage<'dropout2d', this['format'], this['in'], Shape>;
}

/**
 * In training, sets whole channels of images to 0, each with probability p, and divides the others by 1 - p; in use,
 * changes nothing: `[N, H, W, C] -> [N, H, W, C]`.
 *
 * `init` gives each Dropout2d of a network a generator of its own.
 *
 * @param p The probability, 0 to 1. Default 0.5.
 * @throws {ArgumentError} when p is not a number from 0 to 1.
 *
 * @example
 * ```js
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { Dropout2d } from '@featuremap/layers';
 *
 * const dropout = new Dropout2d(0.5).init(0);
 * const x = tf.ones([1, 1, 2, 3]); // two pixels of three channels
 * console.log(dropout.forward(x).dataSync()); // Float32Array(6) [ 2, 2, 0, 2, 2, 0 ]
 * console.log(dropout.eval().forward(x).dataSync()); // Float32Array(6) [ 1, 1, 1, 1, 1, 1 ]
 * ```
 *
 * @see torch.nn.Dropout2d; its mask is another one
 */
export class Dropout2d extends Layer<Dropout2dFn> {
  readonly p: number;

  constructor(p = 0.5) {
    super(description);
    this.p = requireNumber(this.name, 'p', p, { min: 0, max: 1 });
  }

  override get drawsInTraining(): boolean {
    return true;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return this.training ? dropChannels(x as tf.Tensor4D, this.p, requireGenerator(this)) : identity(x);
  }
}

const description: LayerDescription<Dropout2dFn> = {
  name: 'dropout2d',
  infer(shape, { dataFormat }) {
    imageAxes('dropout2d', shape, dataFormat); // throws where it is no image
    return { shape, via: '' };
  },
  params: () => 0,
  macs: () => 0,
};

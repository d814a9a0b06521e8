import type { Pool2dDescription, Shape, ShapeFn } from '@featuremap/shapes';
import type * as tf from '@tensorflow/tfjs-core';
import { type PoolPlacement, pool2d } from '../ops/pool2d.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/** What maximum and average pooling share. */
export abstract class Pool2d<F extends ShapeFn = ShapeFn> extends Layer<F> {
  readonly kind: 'max' | 'avg';
  readonly countIncludePad: boolean;
  readonly #window: Pool2dDescription['window'];

  constructor(kind: 'max' | 'avg', description: Pool2dDescription & { '~shape'?: F }, countIncludePad: boolean) {
    super(description as never);
    this.kind = kind;
    this.countIncludePad = countIncludePad;
    this.#window = description.window;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    return pool2d(x as tf.Tensor4D, this.place(x.shape.slice(1)));
  }

  /** The pooling laid over an image `[H, W, C]`. */
  place(image: Shape): PoolPlacement {
    const window = this.#window(image, { dataFormat: 'NHWC' });
    return { kind: this.kind, window, countIncludePad: this.countIncludePad };
  }
}

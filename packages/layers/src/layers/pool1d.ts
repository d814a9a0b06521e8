import type { ShapeFn } from '@featuremap/shapes';
import type { Pool1dDescription } from '@featuremap/shapes/pool1d';
import type * as tf from '@tensorflow/tfjs-core';
import { poolSequences } from '../ops/on-sequences.ts';
import { Layer } from './layer.ts';
import type { Place } from './parameter.ts';

/** What maximum and average pooling of sequences share. */
export abstract class Pool1d<F extends ShapeFn = ShapeFn> extends Layer<F> {
  readonly kind: 'max' | 'avg';
  readonly countIncludePad: boolean;
  readonly #window: Pool1dDescription['window'];

  constructor(kind: 'max' | 'avg', description: Pool1dDescription & { '~shape'?: F }, countIncludePad: boolean) {
    super(description as never);
    this.kind = kind;
    this.countIncludePad = countIncludePad;
    this.#window = description.window;
  }

  override flattened(): Place['flattened'] {
    return undefined;
  }

  override compute(x: tf.Tensor): tf.Tensor {
    const window = this.#window(x.shape.slice(1), { dataFormat: 'NHWC' });
    return poolSequences(x as tf.Tensor3D, { kind: this.kind, window, countIncludePad: this.countIncludePad });
  }
}

import { ArgumentError, ShapeError, show } from '@featuremap/errors';

type BatchShape = readonly [n: number, height: number, width: number, channels: number];

/** Images with their classes, as a data loader gives them. */
export interface LabelledBatch {
  /** Values of `shape` [N, H, W, C]. */
  readonly images: Float32Array;
  readonly shape: BatchShape;
  /** One class a sample, from 0. */
  readonly labels: ArrayLike<number>;
}

/** Images that are mixed, and so are their classes. */
export interface MixedBatch {
  readonly images: Float32Array;
  readonly shape: BatchShape;
  /** `[N, numClasses]`: the share of each class in a sample. */
  readonly labels: Float32Array;
}

/** Checks a batch whose classes lie below `numClasses`. */
export function requireLabelledBatch(caller: string, batch: LabelledBatch, numClasses: number): LabelledBatch {
  const { images, shape, labels } = batch;
  const length = shape.reduce((product, side) => product * side, 1);
  if (!(images instanceof Float32Array) || images.length !== length || labels.length !== shape[0]) {
    throw new ShapeError(`${caller}: the images or the labels do not fit the shape of the batch`, {
      received: `images ${show(images)}, shape ${show(shape)}, ${labels.length} labels`,
      rule: 'images is a Float32Array of N·H·W·C numbers, and labels holds N',
    });
  }
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (Number.isInteger(label) && label >= 0 && label < numClasses) continue;
    throw new ArgumentError(`${caller}: label ${label} of sample ${i} is no class from 0 to ${numClasses - 1}`);
  }
  return batch;
}

/**
 * Labels as shares: `lambda` for the class of a sample and the rest for that of the sample before it, the last one
 * standing before the first.
 */
export function mixLabels({ labels, shape: [n] }: LabelledBatch, lambda: number, numClasses: number): Float32Array {
  const mixed = new Float32Array(n * numClasses);
  for (let i = 0; i < n; i++) {
    mixed[i * numClasses + labels[i]!]! += lambda;
    mixed[i * numClasses + labels[(i + n - 1) % n]!]! += 1 - lambda;
  }
  return mixed;
}

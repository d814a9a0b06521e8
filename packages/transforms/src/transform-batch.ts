import { ShapeError, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import type { FloatImage } from './image.ts';
import type { Transform } from './transform.ts';

/** Images of one size, one after the other: bytes or floats `[N, H, W, C]`. */
export interface ImageBatch<Data extends Uint8Array | Uint8ClampedArray | Float32Array = Uint8Array> {
  readonly data: Data;
  readonly shape: readonly [n: number, height: number, width: number, channels: number];
}

/**
 * Applies a transform to each image of a batch, drawing for each. `[N, H, W, C] -> [N, outH, outW, outC]`, bytes or
 * floats as the transform makes them.
 *
 * @throws {ShapeError} when the data does not fit the shape, or the results are not all of one shape.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomHorizontalFlip, transformBatch } from '@featuremap/transforms';
 *
 * const batch = { data: Uint8Array.of(1, 2, 3, 4, 5, 6), shape: [3, 1, 2, 1] };
 * const { data } = transformBatch(new RandomHorizontalFlip(0.5), batch, new Generator(0));
 * console.log(data); // Uint8Array(6) [ 2, 1, 3, 4, 6, 5 ]
 * ```
 */
export function transformBatch<In extends Pixels | FloatImage, Out extends Pixels | FloatImage>(
  transform: Transform<In, Out>,
  batch: ImageBatch<In['data']>,
  generator: Generator,
): ImageBatch<Out['data']> {
  const { data, shape } = batch;
  const [n, height, width, channels] = shape;
  const size = height * width * channels;
  if (data.length !== n * size) {
    throw new ShapeError(
      `transformBatch: the data holds ${data.length} numbers, and the shape ${show(shape)} ${n * size}`,
    );
  }
  if (n === 0) throw new ShapeError('transformBatch: the batch holds no image, so the shape of the result is unknown');
  let out: ImageBatch<Out['data']> | undefined;
  for (let i = 0; i < n; i++) {
    const image = { data: data.subarray(i * size, (i + 1) * size), height, width, channels } as unknown as In;
    const result = transform.run(image, generator);
    out ??= emptyBatch(n, result);
    requireSameShape(out, result, i);
    out.data.set(result.data, i * result.data.length);
  }
  return out!;
}

function emptyBatch<Out extends Pixels | FloatImage>(n: number, image: Out): ImageBatch<Out['data']> {
  const { data, height, width, channels } = image;
  const length = n * data.length;
  const isFloat = data instanceof Float32Array;
  return { data: isFloat ? new Float32Array(length) : new Uint8Array(length), shape: [n, height, width, channels] };
}

function requireSameShape(
  batch: ImageBatch<Float32Array | Pixels['data']>,
  image: Pixels | FloatImage,
  i: number,
): void {
  const [, height, width, channels] = batch.shape;
  if (image.height === height && image.width === width && image.channels === channels) return;
  throw new ShapeError(
    `transformBatch: image ${i} became ${image.height}×${image.width}×${image.channels}, the first one ${height}×${width}×${channels}`,
    {
      remedy: 'a transform that gives all images one size, such as RandomResizedCrop',
    },
  );
}

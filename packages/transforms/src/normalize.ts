import { ArgumentError, requireNumber, ShapeError, show } from '@featuremap/errors';
import { type FloatImage, requireFloatImage } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';
import { WithoutParams } from './without-params.ts';

/**
 * Subtracts a mean and divides by a standard deviation, both per channel: (x - mean) / std. Floats
 * `[H, W, C] -> [H, W, C]`. A list of one number serves every channel.
 *
 * @throws {ArgumentError} when mean or std is no list of numbers, or a std is not greater than 0.
 *
 * @example
 * ```js
 * import { Normalize } from '@featuremap/transforms';
 *
 * const normalize = new Normalize([0.5], [0.25]);
 * const image = { data: Float32Array.of(0, 0.5, 1), width: 3, height: 1, channels: 1 };
 * console.log(normalize.apply(image).data); // Float32Array(3) [ -2, 0, 2 ]
 * ```
 *
 * @see torchvision.transforms.Normalize
 */
export class Normalize extends WithoutParams<FloatImage, FloatImage> {
  readonly mean: readonly number[];
  readonly std: readonly number[];

  constructor(mean: readonly number[], std: readonly number[]) {
    super('Normalize');
    this.mean = requireList('mean', mean);
    this.std = requireList('std', std);
    const zero = std.find((value) => value <= 0);
    if (zero !== undefined) throw new ArgumentError(`Normalize: std must be greater than 0, not ${zero}`);
  }

  override apply(image: FloatImage): FloatImage {
    const { data, height, width, channels } = requireFloatImage(this.name, image);
    const mean = this.#perChannel('mean', this.mean, channels);
    const std = this.#perChannel('std', this.std, channels);
    const out = new Float32Array(data.length);
    for (let c = 0; c < channels; c++) {
      for (let i = c; i < data.length; i += channels) out[i] = Math.fround(data[i]! - mean[c]!) / std[c]!;
    }
    return { data: out, height, width, channels };
  }

  override applyToFloatCanvas(canvas: Canvas): boolean {
    canvas.normalize(this.#perChannel('mean', this.mean, 3), this.#perChannel('std', this.std, 3));
    return true;
  }

  #perChannel(name: string, values: readonly number[], channels: number): Float32Array {
    if (values.length === 1) return new Float32Array(channels).fill(values[0]!);
    if (values.length === channels) return Float32Array.from(values);
    throw new ShapeError(`Normalize: ${name} has ${values.length} numbers but the image has ${channels} channels`);
  }

  protected override args(): readonly unknown[] {
    return [this.mean, this.std];
  }
}

function requireList(name: string, values: unknown): readonly number[] {
  if (!Array.isArray(values) || values.length === 0) {
    throw new ArgumentError(`Normalize: ${name} must be a list with one number a channel, not ${show(values)}`);
  }
  for (const value of values) requireNumber('Normalize', name, value);
  return values as readonly number[];
}

import type { Pixels } from '@featuremap/images';
import { type FloatImage, requirePixels } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';
import { WithoutParams } from './without-params.ts';

/**
 * Turns bytes into float32 numbers from 0 to 1: byte / 255. `[H, W, C] -> [H, W, C]`.
 *
 * The channels stay last, as everywhere in Featuremap; torchvision moves them to the front.
 *
 * @throws {ArgumentError} when the image holds no bytes.
 *
 * @example
 * ```js
 * import { ToTensor } from '@featuremap/transforms';
 *
 * const image = { data: Uint8Array.of(0, 51, 255), width: 1, height: 1, channels: 3 };
 * console.log(new ToTensor().apply(image).data); // Float32Array(3) [ 0, 0.20000000298023224, 1 ]
 * ```
 *
 * @see torchvision.transforms.ToTensor
 */
export class ToTensor extends WithoutParams<Pixels, FloatImage> {
  constructor() {
    super('ToTensor');
  }

  override apply(image: Pixels): FloatImage {
    const { data, height, width, channels } = requirePixels(this.name, image);
    const out = new Float32Array(data.length);
    for (let i = 0; i < data.length; i++) out[i] = data[i]! / 255;
    return { data: out, height, width, channels };
  }

  override applyToCanvas(canvas: Canvas): boolean {
    canvas.toFloats();
    return true;
  }

  protected override args(): readonly unknown[] {
    return [];
  }
}

import { requireInteger, requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { requireBox } from './check-params.ts';
import type { Box } from './core/crop.ts';
import { drawDirichlet } from './core/dirichlet.ts';
import { drawInteger } from './draw.ts';
import { type LabelledBatch, type MixedBatch, mixLabels, requireLabelledBatch } from './labelled-batch.ts';

/** The rectangle that comes from the sample before. */
export type CutMixParams = Box;

/**
 * Pastes a rectangle of the sample before into each sample of a batch (into the first, of the last), and mixes the
 * classes by area. Images `[N, H, W, C] -> [N, H, W, C]`, labels `[N] -> [N, numClasses]`.
 *
 * One rectangle serves the batch. Its middle is uniform over the image and its share of the area 1 - λ, with λ from the
 * beta distribution with both parameters `alpha` (default 1); what lies outside is cut off, and λ counted anew.
 *
 * @throws {ArgumentError} when numClasses is no integer of at least 2, alpha is not above 0, or a label is no class.
 *
 * @example
 * ```js
 * import { CutMix } from '@featuremap/transforms';
 *
 * const batch = { images: Float32Array.of(1, 1, 2, 2), shape: [2, 1, 2, 1], labels: [0, 1] };
 * const mixed = new CutMix(2).apply(batch, { top: 0, left: 1, height: 1, width: 1 });
 * console.log(mixed.images); // Float32Array(4) [ 1, 2, 2, 1 ]
 * console.log(mixed.labels); // Float32Array(4) [ 0.5, 0.5, 0.5, 0.5 ]
 * ```
 *
 * @see torchvision.transforms.v2.CutMix; Yun et al., CutMix (2019)
 */
export class CutMix {
  readonly name = 'CutMix';
  readonly numClasses: number;
  readonly alpha: number;

  constructor(numClasses: number, options: { readonly alpha?: number } = {}) {
    requireKnownOptions(this.name, options, ['alpha']);
    this.numClasses = requireInteger(this.name, 'numClasses', numClasses, { min: 2 });
    this.alpha = requireNumber(this.name, 'alpha', options.alpha ?? 1, { min: 1e-3 });
  }

  params([, height, width]: LabelledBatch['shape'], generator: Generator): CutMixParams {
    const lambda = drawDirichlet(generator, this.alpha, 2)[0]!;
    const middleX = drawInteger(generator, 0, width);
    const middleY = drawInteger(generator, 0, height);
    const half = 0.5 * Math.sqrt(1 - lambda);
    const [left, right] = around(middleX, Math.trunc(half * width), width);
    const [top, bottom] = around(middleY, Math.trunc(half * height), height);
    return { top, left, height: bottom - top, width: right - left };
  }

  apply(batch: LabelledBatch, params: CutMixParams): MixedBatch {
    const { images, shape } = requireLabelledBatch(this.name, batch, this.numClasses);
    const [n, height, width, channels] = shape;
    const box = requireBox(this.name, params, { height, width }, 0);
    const mixed = images.slice();
    for (let i = 0; i < n; i++) {
      for (let y = box.top; y < box.top + box.height; y++) {
        const row = (sample: number) => ((sample * height + y) * width + box.left) * channels;
        const before = row((i + n - 1) % n);
        mixed.set(images.subarray(before, before + box.width * channels), row(i));
      }
    }
    const lambda = 1 - (box.height * box.width) / (height * width);
    return { images: mixed, shape, labels: mixLabels(batch, lambda, this.numClasses) };
  }

  /** Draws and applies at once. */
  run(batch: LabelledBatch, generator: Generator): MixedBatch {
    return this.apply(batch, this.params(batch.shape, generator));
  }
}

/** An interval of the given half width, cut to the image. */
function around(middle: number, half: number, size: number): [from: number, to: number] {
  return [Math.max(0, middle - half), Math.min(size, middle + half)];
}

import { requireInteger, requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Generator } from '@featuremap/random';
import { requireParam } from './check-params.ts';
import { drawDirichlet } from './core/dirichlet.ts';
import { type LabelledBatch, type MixedBatch, mixLabels, requireLabelledBatch } from './labelled-batch.ts';

/** The share of a sample itself; the rest is the sample before it. */
export interface MixUpParams {
  readonly lambda: number;
}

/**
 * Mixes each sample of a batch with the one before it (the first with the last): λ·x + (1 - λ)·x', and the same for the
 * classes. One λ serves the batch, drawn from the beta distribution with both parameters `alpha`. Images
 * `[N, H, W, C] -> [N, H, W, C]`, labels `[N] -> [N, numClasses]`.
 *
 * `alpha` (default 1) near 0 mixes little, 1 evenly; the larger, the nearer to halves.
 *
 * @throws {ArgumentError} when numClasses is no integer of at least 2, alpha is not above 0, or a label is no class.
 *
 * @example
 * ```js
 * import { MixUp } from '@featuremap/transforms';
 *
 * const batch = { images: Float32Array.of(0, 1), shape: [2, 1, 1, 1], labels: [0, 1] };
 * const mixed = new MixUp(2).apply(batch, { lambda: 0.75 });
 * console.log(mixed.images); // Float32Array(2) [ 0.25, 0.75 ]
 * console.log(mixed.labels); // Float32Array(4) [ 0.75, 0.25, 0.25, 0.75 ]
 * ```
 *
 * @see torchvision.transforms.v2.MixUp; Zhang et al., mixup (2018)
 */
export class MixUp {
  readonly name = 'MixUp';
  readonly numClasses: number;
  readonly alpha: number;

  constructor(numClasses: number, options: { readonly alpha?: number } = {}) {
    requireKnownOptions(this.name, options, ['alpha']);
    this.numClasses = requireInteger(this.name, 'numClasses', numClasses, { min: 2 });
    this.alpha = requireNumber(this.name, 'alpha', options.alpha ?? 1, { min: 1e-3 });
  }

  params(generator: Generator): MixUpParams {
    return { lambda: drawDirichlet(generator, this.alpha, 2)[0]! };
  }

  apply(batch: LabelledBatch, params: MixUpParams): MixedBatch {
    const lambda = requireParam(this.name, params, 'lambda', { min: 0, max: 1 });
    const { images, shape } = requireLabelledBatch(this.name, batch, this.numClasses);
    const sample = images.length / shape[0];
    const mixed = images.map((x, i) => {
      const before = i < sample ? i + images.length - sample : i - sample;
      return lambda * x + (1 - lambda) * images[before]!;
    });
    return { images: mixed, shape, labels: mixLabels(batch, lambda, this.numClasses) };
  }

  /** Draws and applies at once. */
  run(batch: LabelledBatch, generator: Generator): MixedBatch {
    return this.apply(batch, this.params(generator));
  }
}

import { requireInteger, requireKnownOptions, requireNumber, requireOneOf } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireBoolean } from './check-arguments.ts';
import { requireOperations, requireParam, requireParams, requireParamsList } from './check-params.ts';
import { clampByte } from './core/clamp-byte.ts';
import { drawDirichlet } from './core/dirichlet.ts';
import { bitLevels, linspace, type Magnitudes, plain, signed, unsigned } from './core/magnitudes.ts';
import { applyOperations, type Operation } from './core/operations.ts';
import { drawInteger } from './draw.ts';
import { type Fill, requireFill } from './fill.ts';
import { type ImageShape, requirePixels, withData } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import { drawOperation, type PolicyOptions } from './policy.ts';
import { Transform } from './transform.ts';

/** Options of {@link AugMix}. */
export interface AugMixOptions extends PolicyOptions {
  /** The greatest strength of an operation, 1 to 10. Default 3. */
  readonly severity?: number;
  /** The number of chains that are mixed. Default 3. */
  readonly mixtureWidth?: number;
  /** The number of operations of a chain; -1 (default) draws 1 to 3 for each. */
  readonly chainDepth?: number;
  /** The parameter of the distributions of the weights: the larger, the more even. Default 1. */
  readonly alpha?: number;
  /** Whether brightness, colour, contrast and sharpness are among the operations. Default true. */
  readonly allOps?: boolean;
}

/** The weight of the image itself, and of each chain of operations; they sum to 1. */
export interface AugMixParams {
  readonly weight: number;
  readonly chains: readonly { readonly weight: number; readonly operations: readonly Operation[] }[];
}

const LEVELS = 10;

/**
 * Mixes an image with several chains of operations on it: m·x + (1 - m)·Σ w·chain(x), with m from a beta and w from a
 * Dirichlet distribution. Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels. `interpolation` is `'bilinear'` by default.
 *
 * The draws differ from torchvision's, and so do the operations by a few levels: it does them on tensors here, while
 * these work on bytes as all others of this package.
 *
 * @throws {ArgumentError} when an option is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { AugMix } from '@featuremap/transforms';
 *
 * const { weight, chains } = new AugMix().params({ height: 32, width: 32, channels: 3 }, new Generator(0));
 * const sum = chains.reduce((total, chain) => total + chain.weight, weight);
 * console.log(chains.length, sum.toFixed(6)); // 3 1.000000
 * ```
 *
 * @see torchvision.transforms.AugMix; Hendrycks et al., AugMix (2020)
 */
export class AugMix extends Transform<Pixels, Pixels, AugMixParams> {
  readonly severity: number;
  readonly mixtureWidth: number;
  readonly chainDepth: number;
  readonly alpha: number;
  readonly allOps: boolean;
  readonly interpolation: Interpolation;
  readonly fill: Fill;

  constructor(options: AugMixOptions = {}) {
    super('AugMix');
    const known = ['severity', 'mixtureWidth', 'chainDepth', 'alpha', 'allOps', 'interpolation', 'fill'];
    requireKnownOptions(this.name, options, known);
    const { severity = 3, mixtureWidth = 3, chainDepth = -1, alpha = 1, allOps = true } = options;
    this.severity = requireInteger(this.name, 'severity', severity, { min: 1, max: LEVELS });
    this.mixtureWidth = requireInteger(this.name, 'mixtureWidth', mixtureWidth, { min: 1 });
    this.chainDepth = chainDepth === -1 ? -1 : requireInteger(this.name, 'chainDepth', chainDepth, { min: 1 });
    this.alpha = requireNumber(this.name, 'alpha', alpha, { min: 1e-3 });
    this.allOps = requireBoolean(this.name, 'allOps', allOps);
    this.interpolation = requireOneOf(this.name, 'interpolation', options.interpolation ?? 'bilinear', interpolations);
    this.fill = requireFill(this.name, options.fill ?? 0);
  }

  override params(shape: ImageShape, generator: Generator): AugMixParams {
    const space = spaceFor(shape, this.allOps);
    const [weight, rest] = drawDirichlet(generator, this.alpha, 2) as [number, number];
    const weights = drawDirichlet(generator, this.alpha, this.mixtureWidth);
    const chains = weights.map((share) => {
      const depth = this.chainDepth > 0 ? this.chainDepth : drawInteger(generator, 1, 4);
      const operations = Array.from({ length: depth }, () =>
        drawOperation(generator, space, () => drawInteger(generator, 0, this.severity)),
      );
      return { weight: rest * share, operations };
    });
    return { weight, chains };
  }

  override apply(image: Pixels, params: AugMixParams): Pixels {
    const pixels = requirePixels(this.name, image, [1, 3]);
    const { chains } = requireParams(this.name, params, ['weight', 'chains']);
    const share = (of: unknown) => requireParam(this.name, of, 'weight', { min: 0, max: 1 });
    const weight = share(params);
    const mixed = Float64Array.from(pixels.data, (byte) => weight * byte);
    for (const chain of requireParamsList(this.name, chains, undefined, 'chains')) {
      const chainWeight = share(chain);
      const { operations } = requireParams(this.name, chain, ['operations']);
      const { data } = applyOperations(this.name, pixels, requireOperations(this.name, operations), this);
      for (let i = 0; i < mixed.length; i++) mixed[i]! += chainWeight * data[i]!;
    }
    // Weights that sum to 1 but for their last bits must not take a level off.
    return withData(
      pixels,
      Uint8Array.from(mixed, (value) => clampByte(value + 1e-6)),
    );
  }

  protected override args(): readonly unknown[] {
    const { severity, mixtureWidth, chainDepth, alpha, allOps, interpolation, fill } = this;
    return [{ severity, mixtureWidth, chainDepth, alpha, allOps, interpolation, fill }];
  }
}

function spaceFor({ height, width }: ImageShape, allOps: boolean): readonly Magnitudes[] {
  const colour = (['Brightness', 'Color', 'Contrast', 'Sharpness'] as const).map((name) => signed(name, 0.9, LEVELS));
  return [
    signed('ShearX', 0.3, LEVELS),
    signed('ShearY', 0.3, LEVELS),
    signed('TranslateX', width / 3, LEVELS),
    signed('TranslateY', height / 3, LEVELS),
    signed('Rotate', 30, LEVELS),
    unsigned('Posterize', bitLevels(4, 4, LEVELS)),
    unsigned('Solarize', linspace(255, 0, LEVELS)),
    plain('AutoContrast'),
    plain('Equalize'),
    ...(allOps ? colour : []),
  ];
}

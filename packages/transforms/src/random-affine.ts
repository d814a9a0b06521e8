import { ArgumentError, requireKnownOptions, requireNumber, requireOneOf, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireAngles, requireCenter, requireRange } from './check-arguments.ts';
import { requireParam, requireParams, requirePoint } from './check-params.ts';
import { type AffineTerms, inverseAffineMatrix } from './core/affine.ts';
import type { WarpStep } from './core/one-warp.ts';
import { roundHalfEven } from './core/round-half-even.ts';
import { warp } from './core/warp.ts';
import { drawUniform } from './draw.ts';
import { type Fill, fillBytes, requireFill } from './fill.ts';
import { type ImageShape, requirePixels } from './image.ts';
import { type Interpolation, interpolations } from './interpolation.ts';
import type { Canvas } from './kernels/canvas.ts';
import { Transform } from './transform.ts';

/** Options of {@link RandomAffine}. */
export interface RandomAffineOptions {
  /** The greatest shift as a share of the width and of the height, 0 to 1 each. Default null: no shift. */
  readonly translate?: readonly [horizontal: number, vertical: number] | null;
  /** The range of the factor of size, more than 0. Default null: 1. */
  readonly scale?: readonly [min: number, max: number] | null;
  /** Degrees: s for [-s, s] along x, [min, max] along x, or [min, max, min, max] along x and y. Default null: none. */
  readonly shear?: number | readonly [min: number, max: number] | readonly [number, number, number, number] | null;
  /** `'nearest'` (default), `'bilinear'` or `'bicubic'`; not for images with alpha but nearest. */
  readonly interpolation?: Interpolation;
  /** The colour of what the image does not cover, 0 to 255. Default 0. */
  readonly fill?: Fill;
  /** The point that stays, [x, y] in pixels from the top left corner. Default null: the middle. */
  readonly center?: readonly [x: number, y: number] | null;
}

/**
 * Turns, shifts, scales and shears an image at random. Bytes `[H, W, C] -> [H, W, C]`.
 *
 * `degrees` is a range [min, max], clockwise, or one number d for [-d, d].
 *
 * @throws {ArgumentError} when an argument is not allowed.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { RandomAffine } from '@featuremap/transforms';
 *
 * const affine = new RandomAffine(0, { translate: [0.1, 0.1] });
 * console.log(affine.params({ height: 100, width: 200, channels: 3 }, new Generator(0)).translate); // [ 11, -8 ]
 * ```
 *
 * @see torchvision.transforms.RandomAffine
 */
export class RandomAffine extends Transform<Pixels, Pixels, AffineTerms> {
  readonly degrees: readonly [min: number, max: number];
  readonly translate: readonly [horizontal: number, vertical: number] | null;
  readonly scale: readonly [min: number, max: number] | null;
  readonly shear: readonly number[] | null;
  readonly interpolation: Interpolation;
  readonly fill: Fill;
  readonly center: readonly [x: number, y: number] | null;

  constructor(degrees: number | readonly [min: number, max: number], options: RandomAffineOptions = {}) {
    super('RandomAffine');
    const known = ['translate', 'scale', 'shear', 'interpolation', 'fill', 'center'];
    requireKnownOptions(this.name, options, known);
    const {
      translate = null,
      scale = null,
      shear = null,
      interpolation = 'nearest',
      fill = 0,
      center = null,
    } = options;
    this.degrees = requireAngles(this.name, 'degrees', degrees);
    this.translate = translate === null ? null : requireShares(translate);
    this.scale = scale === null ? null : requireRange(this.name, 'scale', scale, { min: 1e-6 });
    this.shear = shear === null ? null : requireShear(shear);
    this.interpolation = requireOneOf(this.name, 'interpolation', interpolation, interpolations);
    this.fill = requireFill(this.name, fill);
    this.center = requireCenter(this.name, center);
  }

  override params({ height, width }: ImageShape, generator: Generator): AffineTerms {
    const draw = (range: readonly [number, number]) => drawUniform(generator, ...range);
    const drawShift = (limit: number) => roundHalfEven(draw([-limit, limit])) + 0; // no negative zero, which JSON lacks
    const [shareX, shareY] = this.translate ?? [0, 0];
    const [minX = 0, maxX = 0, minY, maxY] = this.shear ?? [];
    return {
      angle: draw(this.degrees),
      translate: this.translate === null ? [0, 0] : [drawShift(shareX * width), drawShift(shareY * height)],
      scale: this.scale === null ? 1 : draw(this.scale),
      shear: [
        this.shear === null ? 0 : draw([minX, maxX]),
        minY === undefined || maxY === undefined ? 0 : draw([minY, maxY]),
      ],
    };
  }

  override apply(image: Pixels, params: AffineTerms): Pixels {
    const pixels = requirePixels(this.name, image, this.interpolation === 'nearest' ? [1, 3, 4] : [1, 3]);
    const { height, width, channels } = pixels;
    const matrix = this.#matrix(pixels, params);
    return warp(pixels, matrix, height, width, this.interpolation, fillBytes(this.name, this.fill, channels));
  }

  override applyToCanvas(canvas: Canvas, params: AffineTerms): boolean {
    if (this.interpolation !== 'nearest') return false;
    return canvas.warpNearest(this.#matrix(canvas, params), fillBytes(this.name, this.fill, 3));
  }

  override warpStep(shape: ImageShape, params: AffineTerms): WarpStep | undefined {
    const { height, width, channels } = shape;
    const { interpolation } = this;
    if (interpolation === 'bicubic') return undefined;
    const fill = fillBytes(this.name, this.fill, channels);
    return { matrix: this.#matrix(shape, params), height, width, interpolation, fill };
  }

  #matrix({ height, width }: { readonly height: number; readonly width: number }, terms: AffineTerms) {
    requireTerms(terms);
    return inverseAffineMatrix(terms, this.center ?? [width / 2, height / 2]);
  }

  protected override args(): readonly unknown[] {
    const { degrees, translate, scale, shear, interpolation, fill, center } = this;
    return [degrees, { translate, scale, shear, interpolation, fill, center }];
  }
}

function requireShares(translate: unknown): [number, number] {
  if (!Array.isArray(translate) || translate.length !== 2) {
    throw new ArgumentError(`RandomAffine: translate must be [horizontal, vertical] or null, not ${show(translate)}`);
  }
  return translate.map((share) => requireNumber('RandomAffine', 'translate', share, { min: 0, max: 1 })) as [
    number,
    number,
  ];
}

function requireShear(shear: unknown): readonly number[] {
  if (!Array.isArray(shear) || shear.length !== 4) return requireAngles('RandomAffine', 'shear', shear);
  return [
    requireRange('RandomAffine', 'shear', shear.slice(0, 2)),
    requireRange('RandomAffine', 'shear', shear.slice(2)),
  ].flat();
}

function requireTerms(terms: AffineTerms): void {
  requireParams('RandomAffine', terms, ['angle', 'translate', 'scale', 'shear']);
  requireParam('RandomAffine', terms, 'angle');
  requirePoint('RandomAffine', 'translate', terms.translate);
  requireParam('RandomAffine', terms, 'scale', { min: 1e-6 });
  requirePoint('RandomAffine', 'shear', terms.shear);
}

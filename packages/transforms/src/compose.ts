import { ArgumentError, requireKnownOptions, ShapeError, show } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireBoolean } from './check-arguments.ts';
import { requireParamsList } from './check-params.ts';
import { sample } from './core/sample.ts';
import { type FusedRun, fusedRun } from './fused-run.ts';
import { type ImageShape, requireFloatImage, requireImage, requirePixels } from './image.ts';
import { Canvas } from './kernels/canvas.ts';
import { Transform, type TransformJSON } from './transform.ts';

/** What the last transform of a list gives. */
export type OutputOf<T extends readonly Transform[]> = T extends readonly [
  ...unknown[],
  Transform<never, infer Out, unknown>,
]
  ? Out
  : Pixels;

/** Options of {@link Compose}. */
export interface ComposeOptions {
  /**
   * Whether neighbouring flips, rotations, affine maps, crops and resizes become one warp, which blends pixels once
   * instead of once a step: faster, and sharper than the steps one by one, but not their bytes. Default false: their bytes.
   */
  readonly fuse?: boolean;
}

/**
 * Applies transforms one after the other; each draws for the shape that the one before it gives.
 *
 * @throws {ArgumentError} when `transforms` is no list of transforms.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { Compose, RandomHorizontalFlip, ToTensor } from '@featuremap/transforms';
 *
 * const augment = new Compose([new RandomHorizontalFlip(1), new ToTensor()]);
 * const image = { data: Uint8Array.of(0, 255), width: 2, height: 1, channels: 1 };
 * console.log(augment.run(image, new Generator(0)).data); // Float32Array(2) [ 1, 0 ]
 * console.log(JSON.stringify(augment.params({ height: 1, width: 2, channels: 1 }, new Generator(0)))); // [{"applied":true},null]
 * ```
 *
 * @see torchvision.transforms.Compose
 */
export class Compose<const T extends readonly Transform[]> extends Transform<Pixels, OutputOf<T>, readonly unknown[]> {
  readonly transforms: T;
  readonly fuse: boolean;

  constructor(transforms: T, options: ComposeOptions = {}) {
    super('Compose');
    requireKnownOptions(this.name, options, ['fuse']);
    this.transforms = requireTransforms(this.name, transforms) as T;
    this.fuse = requireBoolean(this.name, 'fuse', options.fuse ?? false);
  }

  override params(shape: ImageShape, generator: Generator): readonly unknown[] {
    let current = shape;
    return this.transforms.map((transform) => {
      const params = transform.params(current, generator);
      current = transform.outputShape(current, params);
      return params;
    });
  }

  override apply(image: Pixels, params: readonly unknown[]): OutputOf<T> {
    const result = this.#act(image, params);
    return (result instanceof Canvas ? result.read() : result) as OutputOf<T>;
  }

  /**
   * Draws and applies at once.
   *
   * With `out` the floats of the result are written there, where they are exactly as many: no array is made, and the
   * result's `data` is `out`. Otherwise `out` stays as it is.
   */
  override run(image: Pixels, generator: Generator, { out }: { readonly out?: Float32Array } = {}): OutputOf<T> {
    const { height, width, channels } = requireImage(this.name, image);
    const params = this.params({ height, width, channels }, generator);
    const result = this.#act(image, params);
    if (!(result instanceof Canvas)) return result as OutputOf<T>;
    const { height: outHeight, width: outWidth, isFloat } = result;
    const fits = isFloat && out?.length === outHeight * outWidth * 3;
    return (fits ? result.readInto(out) : result.read()) as OutputOf<T>;
  }

  /**
   * Writes the floats that `apply` would give into `out`, such as the part of a batch: no array is made.
   *
   * @throws {ShapeError} when the result is no image of floats, or `out` has another length.
   */
  applyInto(out: Float32Array, image: Pixels, params: readonly unknown[]): void {
    const result = this.#act(image, params);
    const { height, width } = result as { height: number; width: number };
    if (result instanceof Canvas && result.isFloat && out.length === height * width * 3) {
      result.readInto(out);
      return;
    }
    const { data } = requireFloatImage('Compose.applyInto', result instanceof Canvas ? result.read() : result);
    if (data.length !== out.length) {
      throw new ShapeError(
        `Compose.applyInto: the result has ${data.length} floats but out has room for ${out.length}`,
      );
    }
    out.set(data);
  }

  /** The result, on a canvas where the last transform left it there. */
  #act(image: Pixels, params: readonly unknown[]): unknown {
    let current: unknown = image;
    let canvas: Canvas | undefined;
    const { length } = this.transforms;
    requireParamsList(this.name, params, length);
    for (let i = 0; i < length; i++) {
      const run = this.fuse ? this.#runFrom(i, canvas ?? current, params) : undefined;
      if (run !== undefined) {
        const pixels = canvas === undefined ? (current as Pixels) : undefined;
        canvas ??= Canvas.of(pixels!);
        if (canvas === undefined) current = sample(pixels!, run.warp);
        else canvas.warp(run.warp);
        i += run.count - 1;
        continue;
      }
      const transform: Transform = this.transforms[i]!;
      const next = actOnCanvas(transform, canvas, current, params[i]);
      if (next === undefined) current = transform.apply(canvas === undefined ? current : canvas.read(), params[i]);
      canvas = next;
    }
    return canvas ?? current;
  }

  /** The transforms from the i-th on that can be one warp of this image. */
  #runFrom(i: number, image: unknown, params: readonly unknown[]): FusedRun | undefined {
    const transform: Transform = this.transforms[i]!;
    if (transform.warpStep === undefined || (image instanceof Canvas && image.isFloat)) return undefined;
    const { height, width } = image instanceof Canvas ? image : requirePixels(transform.name, image);
    const channels = image instanceof Canvas ? 3 : (image as Pixels).channels;
    return channels === 4 ? undefined : fusedRun(this.transforms, params, i, { height, width, channels });
  }

  override outputShape(shape: ImageShape, params: readonly unknown[]): ImageShape {
    requireParamsList(this.name, params, this.transforms.length);
    return this.transforms.reduce((current, transform, i) => transform.outputShape(current, params[i]), shape);
  }

  protected override args(): readonly [readonly TransformJSON[], ComposeOptions] {
    return [this.transforms.map((transform) => transform.toJSON()), { fuse: this.fuse }];
  }
}

/** Lets a transform act on the canvas, or on a new one of the image; gives that canvas back if it did. */
function actOnCanvas(
  transform: Transform,
  canvas: Canvas | undefined,
  image: unknown,
  params: unknown,
): Canvas | undefined {
  if (canvas?.isFloat) return transform.applyToFloatCanvas?.(canvas, params) ? canvas : undefined;
  if (transform.applyToCanvas === undefined) return undefined;
  const target = canvas ?? Canvas.of(requirePixels(transform.name, image));
  return target !== undefined && transform.applyToCanvas(target, params) ? target : undefined;
}

/** Checks a list of transforms. */
export function requireTransforms(caller: string, transforms: unknown): readonly Transform[] {
  if (!Array.isArray(transforms)) {
    throw new ArgumentError(`${caller}: expects a list of transforms, not ${show(transforms)}`);
  }
  for (const transform of transforms) {
    if (!(transform instanceof Transform)) {
      throw new ArgumentError(`${caller}: ${show(transform)} is no transform`, {
        ...(typeof transform === 'function' && {
          remedy: 'new Lambda(…) around the function, or new in front of the class',
        }),
      });
    }
  }
  return transforms as readonly Transform[];
}

import { requireInteger, requireKnownOptions, requireNumber } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import type { Generator } from '@featuremap/random';
import { requireRange } from './check-arguments.ts';
import { requireParams, requireParamsList } from './check-params.ts';
import { adjustBrightness, adjustContrast, adjustHue, adjustSaturation } from './core/adjust.ts';
import { drawUniform } from './draw.ts';
import { type ImageShape, requirePixels } from './image.ts';
import type { Canvas } from './kernels/canvas.ts';
import { Transform } from './transform.ts';

type Range = readonly [min: number, max: number];

/** Options of {@link ColorJitter}. */
export interface ColorJitterOptions {
  /** v draws a factor from [max(0, 1 - v), 1 + v]; a pair is the range itself; 0 is black, 1 the image. Default 0: off. */
  readonly brightness?: number | Range;
  /** The same with the mean grey at 0. Default 0: off. */
  readonly contrast?: number | Range;
  /** The same with the grey image at 0. Default 0: off. */
  readonly saturation?: number | Range;
  /** v of at most 0.5 draws from [-v, v]; 0.5 and -0.5 are half a turn of the colour circle. Default 0: off. */
  readonly hue?: number | Range;
}

/** The four factors of a {@link ColorJitter}, null for what is off, in the order in which they are applied. */
export interface ColorJitterParams {
  /** 0: brightness, 1: contrast, 2: saturation, 3: hue. */
  readonly order: readonly number[];
  readonly brightness: number | null;
  readonly contrast: number | null;
  readonly saturation: number | null;
  readonly hue: number | null;
}

/**
 * Changes brightness, contrast, saturation and hue by random factors, in random order.
 * Bytes `[H, W, C] -> [H, W, C]` with 1 or 3 channels; with one channel saturation and hue change nothing.
 *
 * All is done on bytes: hue has 255 steps, and contrast blends with a whole mean grey.
 *
 * @throws {ArgumentError} when an option is out of its range.
 *
 * @example
 * ```js
 * import { Generator } from '@featuremap/random';
 * import { ColorJitter } from '@featuremap/transforms';
 *
 * const jitter = new ColorJitter({ brightness: 0.2, contrast: 0.2, saturation: 0.2, hue: 0.1 });
 * const params = jitter.params({ height: 224, width: 224, channels: 3 }, new Generator(0));
 * console.log(params.order); // [ 0, 1, 3, 2 ]
 * ```
 *
 * @see torchvision.transforms.ColorJitter
 */
export class ColorJitter extends Transform<Pixels, Pixels, ColorJitterParams> {
  readonly brightness: Range | null;
  readonly contrast: Range | null;
  readonly saturation: Range | null;
  readonly hue: Range | null;

  constructor(options: ColorJitterOptions = {}) {
    super('ColorJitter');
    requireKnownOptions(this.name, options, ['brightness', 'contrast', 'saturation', 'hue']);
    const { brightness = 0, contrast = 0, saturation = 0, hue = 0 } = options;
    this.brightness = this.#factorRange('brightness', brightness);
    this.contrast = this.#factorRange('contrast', contrast);
    this.saturation = this.#factorRange('saturation', saturation);
    this.hue = this.#hueRange(hue);
  }

  #factorRange(name: string, value: number | Range): Range | null {
    if (typeof value === 'object') return offWhen(1, requireRange(this.name, name, value, { min: 0 }));
    const v = requireNumber(this.name, name, value, { min: 0 });
    return offWhen(1, [Math.max(0, 1 - v), 1 + v]);
  }

  #hueRange(value: number | Range): Range | null {
    if (typeof value === 'object') return offWhen(0, requireRange(this.name, 'hue', value, { min: -0.5, max: 0.5 }));
    const v = requireNumber(this.name, 'hue', value, { min: 0, max: 0.5 });
    return offWhen(0, [-v, v]);
  }

  override params(_shape: ImageShape, generator: Generator): ColorJitterParams {
    const order = [...generator.randperm(4)];
    const draw = (range: Range | null) => (range === null ? null : drawUniform(generator, ...range));
    return {
      order,
      brightness: draw(this.brightness),
      contrast: draw(this.contrast),
      saturation: draw(this.saturation),
      hue: draw(this.hue),
    };
  }

  override apply(image: Pixels, params: ColorJitterParams): Pixels {
    let pixels = requirePixels(this.name, image, [1, 3]);
    for (const { name, factor } of stepsOf(params)) pixels = adjustments[name](pixels, factor);
    return pixels;
  }

  override applyToCanvas(canvas: Canvas, params: ColorJitterParams): boolean {
    for (const { name, factor } of stepsOf(params)) canvas[name](factor);
    return true;
  }

  protected override args(): readonly unknown[] {
    const { brightness, contrast, saturation, hue } = this;
    return [
      {
        brightness: brightness ?? 0,
        contrast: contrast ?? 0,
        saturation: saturation ?? 0,
        hue: hue ?? 0,
      },
    ];
  }
}

const factors = ['brightness', 'contrast', 'saturation'] as const;

const adjustments = { adjustBrightness, adjustContrast, adjustSaturation, adjustHue };

/** The adjustments in the order in which they are made. */
function stepsOf(params: ColorJitterParams) {
  const { order, brightness, contrast, saturation, hue } = requireJitter(params);
  const steps = [
    { name: 'adjustBrightness', factor: brightness },
    { name: 'adjustContrast', factor: contrast },
    { name: 'adjustSaturation', factor: saturation },
    { name: 'adjustHue', factor: hue },
  ] as const;
  return order.flatMap((index) => {
    const { name, factor } = steps[index]!;
    return factor === null ? [] : [{ name, factor }];
  });
}

/** A range that holds nothing but the neutral factor draws nothing. */
function offWhen(neutral: number, [min, max]: Range): Range | null {
  return min === neutral && max === neutral ? null : [min, max];
}

function requireJitter(params: ColorJitterParams): ColorJitterParams {
  requireParams('ColorJitter', params, ['order', ...factors, 'hue']);
  for (const index of requireParamsList('ColorJitter', params.order, undefined, 'order')) {
    requireInteger('ColorJitter', 'order', index, { min: 0, max: 3 });
  }
  for (const name of factors) if (params[name] !== null) requireNumber('ColorJitter', name, params[name], { min: 0 });
  if (params.hue !== null) requireNumber('ColorJitter', 'hue', params.hue, { min: -0.5, max: 0.5 });
  return params;
}

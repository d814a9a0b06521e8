import { ArgumentError, requireInteger, requireKnownOptions, requireNumber } from '@featuremap/errors';
import { type ColorMap, paletteOf } from './color-map.ts';
import { extentOf, type Plane, requirePlane } from './plane.ts';
import { planeGrid } from './plane-grid.ts';
import { short, wordsOf } from './words.ts';

/** One step of an extraction: a plane and its name. */
export interface ExtractionStage extends Plane {
  /** What stands under the picture, such as 'filter' or 'condense'. */
  readonly name: string;
}

/** The size and the range of a stage. */
export interface StageFacts {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly min: number;
  readonly max: number;
}

/** The words of {@link showExtraction}. */
export interface ShowExtractionWords {
  /** The line under a stage's name. */
  readonly stage: (stage: StageFacts) => string;
  /** What the strip shows, for those who cannot see it. */
  readonly description: (stages: readonly StageFacts[]) => string;
}

const english: ShowExtractionWords = {
  stage: ({ height, width, min, max }) => `${height}x${width}, ${short(min)} to ${short(max)}`,
  description: (stages) =>
    `${stages.map(({ name, height, width, min, max }) => `${name} ${height}x${width}, values from ${short(min)} to ${short(max)}`).join('; ')}.`,
};

/** Options of {@link showExtraction}. */
export interface ShowExtractionOptions {
  /** The title above the strip; default none. */
  readonly title?: string;
  /** Pictures in a row; default all of them. */
  readonly columns?: number;
  /** Width of each picture in pixels; default 180. */
  readonly size?: number;
  /** Colours from the lowest to the highest value of each stage; default 'magma'. */
  readonly colorMap?: ColorMap;
  /** Exponent of the share of the range: below 1 lifts the dark values; default 1. */
  readonly gamma?: number;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ShowExtractionWords>;
}

/**
 * The steps of a feature extraction side by side (image, filter, detect, condense) as an SVG string. Each stage uses the
 * whole colour map and is drawn at the same width, with its size and range below.
 *
 * @throws {ArgumentError} when there is no stage, or one has not width·height finite values.
 *
 * @example
 * ```js
 * import { showExtraction } from '@featuremap/plots';
 *
 * const svg = showExtraction([
 *   { name: 'filter', data: [-4, 0, 4, 2], width: 2, height: 2 },
 *   { name: 'detect', data: [0, 0, 4, 2], width: 2, height: 2 },
 *   { name: 'condense', data: [4], width: 1, height: 1 },
 * ]);
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // filter 2x2, values from -4 to 4; detect 2x2, values from 0 to 4; condense 1x1, values from 4 to 4.
 * ```
 */
export function showExtraction(stages: readonly ExtractionStage[], options: ShowExtractionOptions = {}): string {
  const caller = 'showExtraction';
  requireKnownOptions(caller, options, [
    'title',
    'columns',
    'size',
    'colorMap',
    'gamma',
    'words',
  ] satisfies (keyof ShowExtractionOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const { title = '', colorMap = 'magma' } = options;
  if (stages.length === 0) throw new ArgumentError('showExtraction: there is no stage to draw');
  const columns = requireInteger(caller, 'columns', options.columns ?? stages.length, { min: 1 });
  const size = requireInteger(caller, 'size', options.size ?? 180, { min: 8 });
  const gamma = requireNumber(caller, 'gamma', options.gamma ?? 1, { min: 0.01 });
  paletteOf(caller, colorMap);
  stages.forEach((stage, i) => void requirePlane(caller, `stages[${i}]`, stage));
  const facts = stages.map(({ name, height, width, data }) => ({ name, height, width, ...extentOf(data) }));
  const items = stages.map((plane, i) => {
    const { min, max } = facts[i]!;
    return { plane, lines: [plane.name, words.stage(facts[i]!)], colors: { colorMap, gamma, min, max } };
  });
  return planeGrid(caller, items, {
    title,
    description: words.description(facts),
    columns,
    size,
  });
}

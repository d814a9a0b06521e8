import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, requireOneOf } from '@featuremap/errors';
import { type ColorMap, paletteOf } from './color-map.ts';
import { extentOf, type Plane, requirePlane } from './plane.ts';
import { planeGrid } from './plane-grid.ts';
import { wordsOf } from './words.ts';

/** One picture of a filmstrip. */
export interface Frame extends Plane {
  /** What stands under it; default its number, from 0, and its size. */
  readonly caption?: string;
}

/** The words of {@link showFilmstrip}. */
export interface ShowFilmstripWords {
  /** What stands under a frame without a caption. */
  readonly caption: (frame: { index: number; height: number; width: number }) => string;
  /** What the strip shows, for those who cannot see it. */
  readonly description: (captions: readonly string[]) => string;
}

const english: ShowFilmstripWords = {
  caption: ({ index, height, width }) => `${index}: ${height}x${width}`,
  description: (captions) => `${captions.length} frames: ${captions.join('; ')}.`,
};

/** Options of {@link showFilmstrip}. */
export interface ShowFilmstripOptions {
  /** The title above the strip; default none. */
  readonly title?: string;
  /** Frames in a row; default all of them. */
  readonly columns?: number;
  /** Width of each frame in pixels; default 120. */
  readonly size?: number;
  /** Colours from the lowest to the highest value; default 'magma'. */
  readonly colorMap?: ColorMap;
  /** Exponent of the share of the range: below 1 lifts the dark values; default 1. */
  readonly gamma?: number;
  /** Whether all frames share one scale ('shared', default) or each uses the whole colour map ('each'). */
  readonly scale?: 'shared' | 'each';
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ShowFilmstripWords>;
}

/**
 * What becomes of an image step after step, such as pooling it again and again, as an SVG string: frames side by side at
 * the same width, each with a caption.
 *
 * @throws {ArgumentError} when there is no frame, or one has not width·height finite values.
 *
 * @example
 * ```js
 * import { showFilmstrip } from '@featuremap/plots';
 *
 * const svg = showFilmstrip([
 *   { data: [0, 1, 0, 0], width: 2, height: 2, caption: 'image' },
 *   { data: [1], width: 1, height: 1, caption: 'pooled' },
 * ]);
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // 2 frames: image; pooled.
 * ```
 */
export function showFilmstrip(frames: readonly Frame[], options: ShowFilmstripOptions = {}): string {
  const caller = 'showFilmstrip';
  requireKnownOptions(caller, options, [
    'title',
    'columns',
    'size',
    'colorMap',
    'gamma',
    'scale',
    'words',
  ] satisfies (keyof ShowFilmstripOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const { title = '', colorMap = 'magma', scale = 'shared' } = options;
  if (frames.length === 0) throw new ArgumentError('showFilmstrip: there is no frame to draw');
  const columns = requireInteger(caller, 'columns', options.columns ?? frames.length, { min: 1 });
  const size = requireInteger(caller, 'size', options.size ?? 120, { min: 8 });
  const gamma = requireNumber(caller, 'gamma', options.gamma ?? 1, { min: 0.01 });
  requireOneOf(caller, 'scale', scale, ['shared', 'each']);
  paletteOf(caller, colorMap);
  frames.forEach((frame, i) => void requirePlane(caller, `frames[${i}]`, frame));

  const extents = frames.map(({ data }) => extentOf(data));
  const all = {
    min: Math.min(...extents.map(({ min }) => min)),
    max: Math.max(...extents.map(({ max }) => max)),
  };
  const captions = frames.map(
    ({ caption, height, width }, index) => caption ?? words.caption({ index, height, width }),
  );
  const items = frames.map((plane, i) => ({
    plane,
    lines: [captions[i]!],
    colors: { colorMap, gamma, ...(scale === 'each' ? extents[i]! : all) },
  }));
  return planeGrid(caller, items, { title, description: words.description(captions), columns, size });
}

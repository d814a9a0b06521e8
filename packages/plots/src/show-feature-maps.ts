import { ArgumentError, requireInteger, requireKnownOptions, requireOneOf, show } from '@featuremap/errors';
import { type ColorMap, paletteOf } from './color-map.ts';
import { extentOf, type Plane, requirePlane } from './plane.ts';
import { planeGrid } from './plane-grid.ts';
import { short, wordsOf } from './words.ts';

/** The feature maps of one sample: what a layer gives for one image. */
export interface FeatureMaps {
  /** The values, channels last, as a tensor of shape [H, W, C] (or [1, H, W, C]) holds them. */
  readonly data: ArrayLike<number>;
  /** [H, W, C] or [1, H, W, C]. */
  readonly shape: readonly number[];
}

/** The words of {@link showFeatureMaps}. */
export interface ShowFeatureMapsWords {
  /** What the maps are, for those who cannot see them. */
  readonly description: (facts: {
    channels: number;
    height: number;
    width: number;
    min: number;
    max: number;
  }) => string;
}

const english: ShowFeatureMapsWords = {
  description: ({ channels, height, width, min, max }) =>
    `${channels} feature maps of ${height}x${width}, values from ${short(min)} to ${short(max)}.`,
};

/** Options of {@link showFeatureMaps}. */
export interface ShowFeatureMapsOptions {
  /** The title above the grid; default none. */
  readonly title?: string;
  /** Maps in a row; default 8. */
  readonly columns?: number;
  /** Width of each map in pixels; default 84. */
  readonly size?: number;
  /** Colours from the lowest to the highest value; default 'magma'. */
  readonly colorMap?: ColorMap;
  /** Whether each map uses the whole colour map ('each', default) or all share one scale ('shared'). */
  readonly scale?: 'each' | 'shared';
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ShowFeatureMapsWords>;
}

/**
 * Each channel of a feature map as a picture, numbered from 0, as an SVG string.
 *
 * @throws {ArgumentError} when the shape is not [H, W, C] or [1, H, W, C], or does not fit the data.
 *
 * @example
 * ```js
 * import { showFeatureMaps } from '@featuremap/plots';
 *
 * const svg = showFeatureMaps({ data: [0, 1, 2, 3, 4, 5, 6, 7], shape: [2, 2, 2] });
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // 2 feature maps of 2x2, values from 0 to 7.
 * ```
 */
export function showFeatureMaps(maps: FeatureMaps, options: ShowFeatureMapsOptions = {}): string {
  const caller = 'showFeatureMaps';
  requireKnownOptions(caller, options, [
    'title',
    'columns',
    'size',
    'colorMap',
    'scale',
    'words',
  ] satisfies (keyof ShowFeatureMapsOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const { title = '', colorMap = 'magma', scale = 'each' } = options;
  const columns = requireInteger(caller, 'columns', options.columns ?? 8, { min: 1 });
  const size = requireInteger(caller, 'size', options.size ?? 84, { min: 8 });
  requireOneOf(caller, 'scale', scale, ['each', 'shared']);
  paletteOf(caller, colorMap);
  const planes = planesOf(caller, maps);
  planes.forEach((plane, c) => void requirePlane(caller, `channel ${c}`, plane));
  const all = extentOf(maps.data);
  const { width, height } = planes[0]!;
  return planeGrid(
    caller,
    planes.map((plane, c) => ({
      plane,
      lines: [String(c)],
      colors: { colorMap, gamma: 1, ...(scale === 'each' ? extentOf(plane.data) : all) },
    })),
    {
      title,
      description: words.description({ channels: planes.length, height, width, ...all }),
      columns,
      size,
    },
  );
}

function planesOf(caller: string, { data, shape }: FeatureMaps): Plane[] {
  const extents = shape.length === 4 && shape[0] === 1 ? shape.slice(1) : shape;
  if (extents.length !== 3 || !extents.every((extent) => Number.isSafeInteger(extent) && extent >= 1)) {
    throw new ArgumentError(`${caller}: the shape must be [H, W, C] or [1, H, W, C], not ${show(shape)}`);
  }
  const [H, W, C] = extents as [number, number, number];
  if (data.length !== H * W * C) {
    throw new ArgumentError(`${caller}: shape ${show(shape)} holds ${H * W * C} values, but data has ${data.length}`);
  }
  return Array.from({ length: C }, (_, c) => ({
    data: Float32Array.from({ length: H * W }, (_, i) => data[i * C + c]!),
    width: W,
    height: H,
  }));
}

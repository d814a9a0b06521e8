import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import { type Plane, requirePlane } from './plane.ts';
import { planeGrid } from './plane-grid.ts';
import { wordsOf } from './words.ts';

/** A grey image and what stands under it. */
export interface GreyImage extends Plane {
  /** Grey values, 0 (black) to 255 (white), row by row. */
  readonly data: ArrayLike<number>;
  /** Lines of text under the picture; default none. */
  readonly lines?: readonly string[];
}

/** The words of {@link imageGrid}. */
export interface ImageGridWords {
  /** What the grid shows, for those who cannot see it; `texts` are the lines under the pictures. */
  readonly description: (facts: { images: number; texts: readonly (readonly string[])[] }) => string;
}

const english: ImageGridWords = {
  description: ({ images, texts }) => {
    const many = images === 1 ? 'One grey image' : `${images} grey images`;
    const told = texts.filter((lines) => lines.length > 0).map((lines) => lines.join(', '));
    return told.length === 0 ? `${many}.` : `${many}: ${told.join('; ')}.`;
  },
};

/** Options of {@link imageGrid}. */
export interface ImageGridOptions {
  /** The title above the grid; default none. */
  readonly title?: string;
  /** Pictures in a row; default 8. */
  readonly columns?: number;
  /** Width of each picture in pixels; default 84, which shows a 28x28 image three times as large. */
  readonly size?: number;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ImageGridWords>;
}

/**
 * Grey images in a grid as an SVG string, each with lines of text under it. The pixels are embedded, nothing is loaded.
 *
 * @throws {ArgumentError} when there is no image, or one has not width·height finite values.
 *
 * @example
 * ```js
 * import { imageGrid } from '@featuremap/plots';
 *
 * const checker = { data: [0, 255, 255, 0], width: 2, height: 2, lines: ['checker'] };
 * const svg = imageGrid([checker, checker], { title: 'Two images' });
 * console.log(svg.match(/<image /g).length); // 2
 * ```
 */
export function imageGrid(images: readonly GreyImage[], options: ImageGridOptions = {}): string {
  const caller = 'imageGrid';
  requireKnownOptions(caller, options, ['title', 'columns', 'size', 'words'] satisfies (keyof ImageGridOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const columns = requireInteger(caller, 'columns', options.columns ?? 8, { min: 1 });
  const size = requireInteger(caller, 'size', options.size ?? 84, { min: 8 });
  if (images.length === 0) throw new ArgumentError('imageGrid: there is no image to draw');
  images.forEach((image, i) => void requirePlane(caller, `images[${i}]`, image));
  const colors = { colorMap: 'grey', min: 0, max: 255, gamma: 1 } as const;
  return planeGrid(
    caller,
    images.map((plane) => ({ plane, lines: plane.lines ?? [], colors })),
    {
      title: options.title ?? '',
      description: words.description({ images: images.length, texts: images.map(({ lines = [] }) => lines) }),
      columns,
      size,
    },
  );
}

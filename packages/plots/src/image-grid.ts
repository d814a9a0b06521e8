import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import { type Plane, requirePlane } from './plane.ts';
import { planeGrid } from './plane-grid.ts';

/** A grey image and what stands under it. */
export interface GreyImage extends Plane {
  /** Grey values, 0 (black) to 255 (white), row by row. */
  readonly data: ArrayLike<number>;
  /** Lines of text under the picture; default none. */
  readonly lines?: readonly string[];
}

/** Options of {@link imageGrid}. */
export interface ImageGridOptions {
  /** The title above the grid; default none. */
  readonly title?: string;
  /** Pictures in a row; default 8. */
  readonly columns?: number;
  /** Width of each picture in pixels; default 84, which shows a 28x28 image three times as large. */
  readonly size?: number;
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
  requireKnownOptions(caller, options, ['title', 'columns', 'size'] satisfies (keyof ImageGridOptions)[]);
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
      description: describe(images),
      columns,
      size,
    },
  );
}

function describe(images: readonly GreyImage[]): string {
  const many = images.length === 1 ? 'One grey image' : `${images.length} grey images`;
  const texts = images.flatMap(({ lines = [] }) => (lines.length === 0 ? [] : [lines.join(', ')]));
  return texts.length === 0 ? `${many}.` : `${many}: ${texts.join('; ')}.`;
}

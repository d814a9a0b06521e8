import { ArgumentError, requireInteger, requireKnownOptions, requireNumber, show } from '@featuremap/errors';
import { type ColorMap, hex, luminance, paletteOf } from './color-map.ts';
import { figure } from './figure.ts';
import { extentOf, shareOf } from './plane.ts';
import { element, text } from './svg.ts';
import { wordsOf } from './words.ts';

/** The words of {@link showKernel}. */
export interface ShowKernelWords {
  /** The title, from the rows and columns of the kernel. */
  readonly title: (size: { height: number; width: number }) => string;
  /** How a weight is written; `digits` are the decimals that were asked for. */
  readonly number: (weight: number, digits: number | undefined) => string;
  /** What the kernel is, for those who cannot see it: its weights as they are written. */
  readonly description: (rows: readonly (readonly string[])[]) => string;
}

const english: ShowKernelWords = {
  title: ({ height, width }) => `Kernel ${height}x${width}`,
  number: (weight, digits) => (digits === undefined ? String(Number(weight.toFixed(3)) + 0) : weight.toFixed(digits)),
  description: (rows) => `Rows: ${rows.map((row) => row.join(' ')).join('; ')}.`,
};

/** Options of {@link showKernel}. */
export interface ShowKernelOptions {
  /** Whether the number stands in each cell; default true. */
  readonly label?: boolean;
  /** Decimals of the numbers; default as many as each needs, at most 3. */
  readonly digits?: number;
  /** Size of the numbers in pixels; default 18. */
  readonly textSize?: number;
  /** Side of a cell in pixels; default 56. */
  readonly cellSize?: number;
  /** Colours from the lowest to the highest weight; default 'magma'. */
  readonly colorMap?: ColorMap;
  /** The title, which is not drawn but read out and shown when pointed at; default 'Kernel 3x3' with the real size. */
  readonly title?: string;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ShowKernelWords>;
}

/**
 * A kernel as a heat map with its numbers, as an SVG string. The numbers change colour at (max + min) / 2, so that they
 * stand out at both ends of the colour map.
 *
 * @param kernel the weights, row by row: `kernel[row][column]`.
 * @throws {ArgumentError} when the rows differ in length or a weight is not finite.
 *
 * @example
 * ```js
 * import { showKernel } from '@featuremap/plots';
 *
 * const bottomSobel = [[-1, -2, -1], [0, 0, 0], [1, 2, 1]];
 * const svg = showKernel(bottomSobel);
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // Rows: -1 -2 -1; 0 0 0; 1 2 1.
 * ```
 */
export function showKernel(kernel: readonly ArrayLike<number>[], options: ShowKernelOptions = {}): string {
  const caller = 'showKernel';
  requireKnownOptions(caller, options, [
    'label',
    'digits',
    'textSize',
    'cellSize',
    'colorMap',
    'title',
    'words',
  ] satisfies (keyof ShowKernelOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const { label = true, colorMap = 'magma' } = options;
  const digits =
    options.digits === undefined ? undefined : requireInteger(caller, 'digits', options.digits, { min: 0, max: 20 });
  const textSize = requireNumber(caller, 'textSize', options.textSize ?? 18, { min: 1 });
  const cell = requireInteger(caller, 'cellSize', options.cellSize ?? 56, { min: 8 });
  const rows = kernel.map((row) => Array.from(row));
  const [kH, kW] = [rows.length, rows[0]?.length ?? 0];
  if (kW === 0 || rows.some((row) => row.length !== kW)) {
    throw new ArgumentError(`${caller}: the rows of the kernel must have one length of at least 1`, {
      received: `rows of ${show(rows.map((row) => row.length))} weights`,
    });
  }
  rows.forEach((row, i) => {
    row.forEach((weight, j) => void requireNumber(caller, `kernel[${i}][${j}]`, weight));
  });

  const { min, max } = extentOf(rows.flat());
  const threshold = (max + min) / 2;
  const palette = paletteOf(caller, colorMap);
  const brightEndIsHigh = luminance(palette[255]!) > luminance(palette[0]!);
  const written = rows.map((row) => row.map((weight) => words.number(weight, digits)));
  const cells = rows.flatMap((row, i) =>
    row.map((weight, j) => {
      const isBright = weight > threshold === brightEndIsHigh;
      const color = palette[Math.round(255 * shareOf(weight, min, max))]!;
      const square = element('rect', { x: j * cell, y: i * cell, width: cell, height: cell, fill: hex(color) });
      if (!label) return square;
      return (
        square +
        text(written[i]![j]!, {
          x: (j + 0.5) * cell,
          y: (i + 0.5) * cell,
          dy: '0.35em',
          'text-anchor': 'middle',
          'font-size': textSize,
          fill: isBright ? '#000000' : '#ffffff',
        })
      );
    }),
  );
  return figure(
    {
      width: kW * cell,
      height: kH * cell,
      title: options.title ?? words.title({ height: kH, width: kW }),
      description: words.description(written),
    },
    ...cells,
  );
}

import { ArgumentError, requireInteger, requireKnownOptions } from '@featuremap/errors';
import { axisWindows, type FieldLayer, pairOf, seenBy } from './field-layer.ts';
import { figure } from './figure.ts';
import { element, text, textWidth } from './svg.ts';
import { wordsOf } from './words.ts';

/** An input or the output of a layer, and how many of its rows and columns the cell sees; padding counts. */
export interface FieldFacts {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly fieldHeight: number;
  readonly fieldWidth: number;
}

/** The words of {@link showReceptiveField}. */
export interface ShowReceptiveFieldWords {
  /** The name of the input. */
  readonly input: string;
  /** The name of a layer without one; the first has number 1. */
  readonly layer: (number: number) => string;
  /** The line under a name. */
  readonly field: (facts: FieldFacts) => string;
  /** What the drawing shows, for those who cannot see it; the input comes first. */
  readonly description: (stages: readonly FieldFacts[]) => string;
}

const english: ShowReceptiveFieldWords = {
  input: 'input',
  layer: (number) => `layer ${number}`,
  field: ({ height, width, fieldHeight, fieldWidth }) => `${fieldHeight}x${fieldWidth} of ${height}x${width}`,
  description: (stages) => {
    const seen = stages.slice(0, -1).reverse();
    const fields = seen.map(({ name, fieldHeight, fieldWidth }) => `${fieldHeight}x${fieldWidth} of ${name}`);
    return `One cell of ${stages.at(-1)!.name} sees ${fields.join(', ')}.`;
  },
};

/** Options of {@link showReceptiveField}. */
export interface ShowReceptiveFieldOptions {
  /** The title above the drawing; default none. */
  readonly title?: string;
  /** [row, column] of the cell in the last output; default the middle. */
  readonly cell?: readonly [row: number, column: number];
  /** Side of a cell in pixels; default such that the input takes about 200, 4 to 24. */
  readonly cellSize?: number;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ShowReceptiveFieldWords>;
}

/** A grid of cells and which of its rows and columns are seen; those outside the grid are padding. */
interface Stage {
  readonly name: string;
  readonly size: readonly [height: number, width: number];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

const fieldColor = '#2f7fe0';
const cellColor = '#d9730d';
const gap = 44;
const lineHeight = 16;
/** Labels are bold: each is given the room of a larger font. */
const labelWidth = 15;

/**
 * The receptive field of one cell, layer after layer, as an SVG string: the input and every output as grids, and in each of
 * them the cells that the one cell of the last output depends on. Seen padding lies around a grid.
 *
 * @param size [height, width] of the input.
 * @param layers at least one.
 * @throws {ArgumentError} when a size is not allowed, a window is larger than its input, or the cell is outside the output.
 *
 * @example
 * ```js
 * import { showReceptiveField } from '@featuremap/plots';
 *
 * const svg = showReceptiveField([8, 8], [
 *   { name: 'conv', kernelSize: 3, padding: 1 },
 *   { name: 'pool', kernelSize: 2, stride: 2 },
 * ]);
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // One cell of pool sees 2x2 of conv, 4x4 of input.
 * ```
 */
export function showReceptiveField(
  size: readonly [height: number, width: number],
  layers: readonly FieldLayer[],
  options: ShowReceptiveFieldOptions = {},
): string {
  const caller = 'showReceptiveField';
  requireKnownOptions(caller, options, [
    'title',
    'cell',
    'cellSize',
    'words',
  ] satisfies (keyof ShowReceptiveFieldOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const input = pairOf(caller, 'size', size, 1);
  if (layers.length === 0) throw new ArgumentError(`${caller}: there is no layer to look through`);
  const stages = stagesOf(caller, input, layers, options.cell, words);
  const side = requireInteger(
    caller,
    'cellSize',
    options.cellSize ?? Math.min(24, Math.max(4, Math.round(200 / Math.max(...input)))),
    { min: 2 },
  );
  const facts = stages.map(
    ({ name, size: [height, width], rows, columns }): FieldFacts => ({
      name,
      height,
      width,
      fieldHeight: span(rows),
      fieldWidth: span(columns),
    }),
  );

  const boxes = stages.map(({ size, rows, columns }) => ({
    rows: reach(rows, size[0]),
    columns: reach(columns, size[1]),
  }));
  const { title = '' } = options;
  const top = title === '' ? 1 : 34;
  const tallest = side * Math.max(...boxes.map(({ rows }) => rows.end - rows.start));
  let right = 1;
  const drawn = stages.map((stage, i) => {
    const { rows, columns } = boxes[i]!;
    const lines = [stage.name, words.field(facts[i]!)];
    const boxWidth = side * (columns.end - columns.start);
    const width = Math.max(boxWidth, ...lines.map((line) => textWidth(line, labelWidth)));
    const left = right + (width - boxWidth) / 2;
    const x = (column: number) => left + side * (column - columns.start);
    const y = (row: number) => top + tallest / 2 + side * (row - (rows.start + rows.end) / 2);
    const middle = right + width / 2;
    right += width + gap;
    const labels = lines.map((line, k) =>
      text(line, {
        x: middle,
        y: top + tallest + lineHeight * (k + 1),
        'text-anchor': 'middle',
        'font-weight': k === 0 ? 600 : undefined,
      }),
    );
    return { stage, x, y, labels };
  });
  const pictures = drawn.map(({ stage, x, y, labels }, i) => {
    const isLast = i === drawn.length - 1;
    return element('g', {}, grid(stage, x, y), cells(stage, x, y, side, isLast ? cellColor : fieldColor), ...labels);
  });
  const links = drawn.slice(1).flatMap((to, i) => linksBetween(drawn[i]!, to));
  return figure(
    {
      width: Math.ceil(right - gap + 1),
      height: Math.ceil(top + tallest + lineHeight * 2 + 8),
      title: title === '' ? words.description(facts) : title,
      description: words.description(facts),
    },
    ...(title === '' ? [] : [text(title, { x: 0, y: 18, 'font-size': 15, 'font-weight': 600 })]),
    ...links,
    ...pictures,
  );
}

/** The input and the outputs, with the rows and columns of each that the cell sees. */
function stagesOf(
  caller: string,
  input: readonly [number, number],
  layers: readonly FieldLayer[],
  cell: readonly [number, number] | undefined,
  words: ShowReceptiveFieldWords,
): Stage[] {
  let size = input;
  const windows = layers.map((layer, i) => {
    const both = axisWindows(caller, `layers[${i}]`, layer, size);
    size = [both[0].positions, both[1].positions];
    return both;
  });
  const [row, column] = cell ?? [Math.floor((size[0] - 1) / 2), Math.floor((size[1] - 1) / 2)];
  requireInteger(caller, 'cell[0]', row, { min: 0, max: size[0] - 1 });
  requireInteger(caller, 'cell[1]', column, { min: 0, max: size[1] - 1 });

  const nameOf = (layer: number): string => layers[layer]!.name ?? words.layer(layer + 1);
  const stages: Stage[] = [{ name: nameOf(layers.length - 1), size, rows: [row], columns: [column] }];
  for (let i = layers.length - 1; i >= 0; i--) {
    const [after] = stages as [Stage];
    const [alongHeight, alongWidth] = windows[i]!;
    stages.unshift({
      name: i === 0 ? words.input : nameOf(i - 1),
      size: i === 0 ? input : [windows[i - 1]![0].positions, windows[i - 1]![1].positions],
      rows: seenBy(alongHeight, inside(after.rows, after.size[0])),
      columns: seenBy(alongWidth, inside(after.columns, after.size[1])),
    });
  }
  return stages;
}

function inside(positions: readonly number[], count: number): number[] {
  return positions.filter((position) => position >= 0 && position < count);
}

function span(positions: readonly number[]): number {
  return positions.at(-1)! - positions[0]! + 1;
}

/** From the first to behind the last of the cells that are drawn along an axis. */
function reach(seen: readonly number[], count: number): { start: number; end: number } {
  return { start: Math.min(0, seen[0]!), end: Math.max(count, seen.at(-1)! + 1) };
}

type Coordinate = (cell: number) => number;

function grid({ size: [height, width] }: Stage, x: Coordinate, y: Coordinate): string {
  const across = Array.from({ length: height + 1 }, (_, row) => `M${x(0)},${y(row)}H${x(width)}`);
  const down = Array.from({ length: width + 1 }, (_, column) => `M${x(column)},${y(0)}V${y(height)}`);
  return element('path', { d: [...across, ...down].join(''), stroke: 'currentColor', 'stroke-opacity': 0.25 });
}

/** The cells that are seen, those in the padding in a lighter shade. */
function cells({ size, rows, columns }: Stage, x: Coordinate, y: Coordinate, side: number, color: string): string {
  const paths = { real: '', padding: '' };
  for (const row of rows) {
    for (const column of columns) {
      const isReal = row >= 0 && row < size[0] && column >= 0 && column < size[1];
      paths[isReal ? 'real' : 'padding'] += `M${x(column)},${y(row)}h${side}v${side}h${-side}z`;
    }
  }
  const real = element('path', { d: paths.real, fill: color, 'fill-opacity': 0.6 });
  if (paths.padding === '') return real;
  return (
    real +
    element('path', { d: paths.padding, fill: color, 'fill-opacity': 0.15, stroke: color, 'stroke-opacity': 0.4 })
  );
}

interface DrawnStage {
  readonly stage: Stage;
  readonly x: Coordinate;
  readonly y: Coordinate;
}

/** Lines from the right corners of a field to the left corners of what sees it. */
function linksBetween(from: DrawnStage, to: DrawnStage): string[] {
  const start = from.x(from.stage.columns.at(-1)! + 1);
  const seeing = inside(to.stage.columns, to.stage.size[1]);
  const end = to.x(seeing[0]!);
  const rows = inside(to.stage.rows, to.stage.size[0]);
  const pairs = [
    [from.y(from.stage.rows[0]!), to.y(rows[0]!)],
    [from.y(from.stage.rows.at(-1)! + 1), to.y(rows.at(-1)! + 1)],
  ];
  return pairs.map(([y1, y2]) =>
    element('path', { d: `M${start},${y1}L${end},${y2}`, stroke: fieldColor, 'stroke-opacity': 0.7 }),
  );
}

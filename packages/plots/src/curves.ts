import {
  ArgumentError,
  requireInteger,
  requireKnownOptions,
  requireNumber,
  requireOneOf,
  show,
} from '@featuremap/errors';
import { max, min } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { type CurvesWords, englishCurves } from './curves-words.ts';
import { figure } from './figure.ts';
import { markGap, markWidth, placeLegend } from './legend.ts';
import { element, escapeXml, text } from './svg.ts';
import { wordsOf } from './words.ts';

/** One curve. */
export interface Series {
  /** Its name in the legend. */
  readonly name: string;
  /** Its values; one that is not finite leaves a gap. */
  readonly y: ArrayLike<number>;
  /** Where they stand; default 1, 2, 3, … */
  readonly x?: ArrayLike<number>;
}

/** Options of {@link curves}. */
export interface CurvesOptions {
  /** The title above the drawing. */
  readonly title: string;
  /** What stands under the x axis; default 'epoch'. */
  readonly xLabel?: string;
  /** What stands above the y axis; default nothing. */
  readonly yLabel?: string;
  /** Lower end of the y axis; default: that of the data, rounded down to a tick. */
  readonly yMin?: number;
  /** Upper end of the y axis; default: that of the data, rounded up to a tick. */
  readonly yMax?: number;
  /** How y is written: 'number' (default) or 'percent', which writes 0.25 as 25%. */
  readonly yFormat?: 'number' | 'percent';
  /** Width in pixels; default 560. */
  readonly width?: number;
  /** Height in pixels; default 320. */
  readonly height?: number;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<CurvesWords>;
}

// Each is at least 3:1 against white and against near-black, and they stay apart for the colour-blind; so do the dashes.
const colors = ['#2f7fe0', '#d9730d', '#2f9e62', '#b05fcf', '#c74f68', '#7d7f85'];
const dashes = [undefined, '7 4', '2 3', '10 3 2 3'];
const margin = { right: 18, bottom: 44, left: 56 };
const legendTop = 39;
const legendHeight = 18;
const mostMarkers = 30;

/**
 * Curves over a common x axis, such as the loss of training and of validation by epoch, as an SVG string.
 *
 * @param series at least one curve; its `y` (and `x`) are any arrays of numbers.
 * @throws {ArgumentError} when there is no finite value to draw, or a series has no name or an `x` of another length.
 *
 * @example
 * ```js
 * import { curves } from '@featuremap/plots';
 *
 * const svg = curves(
 *   [
 *     { name: 'train', y: [2.3, 1.1, 0.8] },
 *     { name: 'test', y: [1.9, 1.0, 0.7] },
 *   ],
 *   { title: 'Loss', yLabel: 'cross entropy' },
 * );
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // Loss by epoch, 1 to 3. train: from 2.3 to 0.8. test: from 1.9 to 0.7.
 * ```
 */
export function curves(series: readonly Series[], options: CurvesOptions): string {
  const caller = 'curves';
  requireKnownOptions(caller, options, [
    'title',
    'xLabel',
    'yLabel',
    'yMin',
    'yMax',
    'yFormat',
    'width',
    'height',
    'words',
  ] satisfies (keyof CurvesOptions)[]);
  const words = wordsOf(caller, englishCurves, options.words);
  const { title, xLabel = words.xLabel, yLabel = '', yFormat = 'number' } = options;
  const width = requireInteger(caller, 'width', options.width ?? 560, { min: 200 });
  const height = requireInteger(caller, 'height', options.height ?? 320, { min: 150 });
  requireOneOf(caller, 'yFormat', yFormat, ['number', 'percent']);
  if (options.yMin !== undefined) requireNumber(caller, 'yMin', options.yMin);
  if (options.yMax !== undefined) requireNumber(caller, 'yMax', options.yMax);
  const drawn = series.map((one, i) => ({ name: nameOf(one, i), points: pointsOf(one), style: styleOf(i) }));
  const finite = drawn.flatMap(({ points }) => points.filter(isFinitePoint));
  if (finite.length === 0) {
    throw new ArgumentError('curves: there is no finite value to draw', { received: `${series.length} series` });
  }

  const [firstX, lastX] = [min(finite, ([px]) => px)!, max(finite, ([px]) => px)!];
  const x = scaleLinear(firstX === lastX ? [firstX - 0.5, lastX + 0.5] : [firstX, lastX], [
    margin.left,
    width - margin.right,
  ]);
  const names = drawn.map(({ name }) => name);
  const places = placeLegend(names, margin.left, width - margin.right);
  const top = legendTop + legendHeight * places.at(-1)!.row + 19;
  const y = scaleLinear(yDomain(options, finite), [height - margin.bottom, top]);
  const yTicks = y.ticks(5);
  const writeY = yFormat === 'percent' ? words.percent : words.number;
  const xTicks = x.ticks(Math.min(10, Math.round((width - margin.left - margin.right) / 48)));
  const wholeTicks = finite.every(([px]) => Number.isInteger(px)) ? xTicks.filter(Number.isInteger) : xTicks;

  const grid = yTicks.map((tick) =>
    element('path', {
      d: `M${margin.left},${y(tick)}H${width - margin.right}`,
      stroke: 'currentColor',
      'stroke-opacity': tick === yTicks[0] ? 0.6 : 0.15,
    }),
  );
  const yNumbers = yTicks.map((tick) =>
    text(writeY(tick), { x: margin.left - 8, y: y(tick) + 4, 'text-anchor': 'end', 'fill-opacity': 0.8 }),
  );
  const xNumbers = wholeTicks.map((tick) =>
    text(String(tick), { x: x(tick), y: height - margin.bottom + 18, 'text-anchor': 'middle', 'fill-opacity': 0.8 }),
  );
  const path = line<Point>(
    ([px]) => x(px),
    ([, py]) => y(py),
  )
    .defined(isFinitePoint)
    .digits(2);
  const lines = drawn.map(({ name, points, style }) =>
    element(
      'g',
      { stroke: style.color, fill: style.color },
      element('title', {}, escapeXml(name)),
      element('path', { d: path(points) ?? '', fill: 'none', 'stroke-width': 2, 'stroke-dasharray': style.dash }),
      ...(points.length > mostMarkers ? [] : points.filter(isFinitePoint)).map(([px, py]) =>
        element('circle', { cx: x(px), cy: y(py), r: 3, stroke: 'none' }),
      ),
    ),
  );
  const legend = drawn.map(({ name, style }, i) => {
    const { x: left, row } = places[i]!;
    const middle = legendTop + legendHeight * row;
    return (
      element('path', {
        d: `M${left},${middle}h${markWidth}`,
        stroke: style.color,
        'stroke-width': 2,
        'stroke-dasharray': style.dash,
      }) + text(name, { x: left + markWidth + markGap, y: middle + 4 })
    );
  });

  const described = drawn.map(({ name, points }) => {
    const known = points.filter(isFinitePoint).map(([, value]) => value);
    const ends = known.length === 0 ? undefined : ([writeY(known[0]!), writeY(known.at(-1)!)] as const);
    return { name, ends };
  });
  return figure(
    {
      width,
      height,
      title,
      description: words.description({ title, xLabel, firstX, lastX, series: described }),
    },
    text(title, { x: margin.left, y: 20, 'font-size': 15, 'font-weight': 600 }),
    ...(yLabel === ''
      ? []
      : [text(yLabel, { x: width - margin.right, y: 20, 'text-anchor': 'end', 'fill-opacity': 0.8 })]),
    ...legend,
    ...grid,
    ...yNumbers,
    ...xNumbers,
    text(xLabel, {
      x: (margin.left + width - margin.right) / 2,
      y: height - 8,
      'text-anchor': 'middle',
      'fill-opacity': 0.8,
    }),
    ...lines,
  );
}

type Point = readonly [x: number, y: number];

function isFinitePoint([x, y]: Point): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function nameOf({ name }: Series, index: number): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new ArgumentError(`curves: series ${index} must have a name, not ${show(name)}`);
}

function pointsOf({ name, x, y }: Series): Point[] {
  if (x !== undefined && x.length !== y.length) {
    throw new ArgumentError(`curves: series '${name}' has ${x.length} x values for ${y.length} y values`);
  }
  return Array.from(y, (value, i) => [x === undefined ? i + 1 : x[i]!, value]);
}

function styleOf(index: number): { color: string; dash: string | undefined } {
  return { color: colors[index % colors.length]!, dash: dashes[index % dashes.length] };
}

function yDomain({ yMin, yMax }: CurvesOptions, points: readonly Point[]): [number, number] {
  const low = yMin ?? min(points, ([, y]) => y)!;
  const high = yMax ?? max(points, ([, y]) => y)!;
  if (low > high) throw new ArgumentError(`curves: yMin ${low} must be below yMax ${high}`);
  const [niceLow, niceHigh] = scaleLinear()
    .domain(low === high ? [low - 0.5, high + 0.5] : [low, high])
    .nice(5)
    .domain() as [number, number];
  return [yMin ?? niceLow, yMax ?? niceHigh];
}

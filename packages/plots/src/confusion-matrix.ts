import { ArgumentError, requireInteger, requireKnownOptions, show } from '@featuremap/errors';
import { hex, luminance, paletteOf } from './color-map.ts';
import { figure } from './figure.ts';
import { element, escapeXml, text, textWidth } from './svg.ts';
import { wordsOf } from './words.ts';

/** The words of {@link confusionMatrix}. */
export interface ConfusionMatrixWords {
  /** The title above the drawing. */
  readonly title: string;
  /** What stands beside the rows. */
  readonly actual: string;
  /** What stands under the columns. */
  readonly predicted: string;
  /** What a cell says when pointed at; `share` is that of its row. */
  readonly cell: (cell: { actual: string; predicted: string; count: number; share: number }) => string;
  /** What the drawing shows, for those who cannot see it; `worst` is the most frequent mistake. */
  readonly description: (facts: {
    right: number;
    total: number;
    worst: { actual: string; predicted: string; count: number } | undefined;
  }) => string;
}

const english: ConfusionMatrixWords = {
  title: 'Confusion matrix',
  actual: 'true class',
  predicted: 'predicted class',
  cell: ({ actual, predicted, count, share }) => `true ${actual}, predicted ${predicted}: ${count} (${percent(share)})`,
  description: ({ right, total, worst }) => {
    const mistakes = worst
      ? `Most frequent mistake: ${worst.actual} taken for ${worst.predicted}, ${worst.count} times.`
      : 'No mistake.';
    return `${right} of ${total} are right (${percent(total === 0 ? 0 : right / total)}). ${mistakes}`;
  },
};

/** Options of {@link confusionMatrix}. */
export interface ConfusionMatrixOptions {
  /** The names of the classes, in the order of the rows. */
  readonly classes: readonly string[];
  /** The title above the drawing; default 'Confusion matrix', '' for none. */
  readonly title?: string;
  /** Side of a cell in pixels; default 44. */
  readonly cellSize?: number;
  /** Words in another language, each in place of the English one. */
  readonly words?: Partial<ConfusionMatrixWords>;
}

/**
 * A confusion matrix as an SVG string: row = true class, column = predicted class. A cell's number is its count and its
 * colour the count's share of the row, so that small classes read like large ones; each cell says both when pointed at.
 *
 * @param counts `counts[t][p]` = how many samples of class t were taken for class p; square, integers of at least 0.
 * @throws {ArgumentError} when it is not square, a count is not allowed, or `classes` has another length.
 *
 * @example
 * ```js
 * import { confusionMatrix } from '@featuremap/plots';
 *
 * const svg = confusionMatrix([[8, 2], [1, 9]], { classes: ['shirt', 'coat'] });
 * console.log(svg.match(/<desc>(.*)<\/desc>/)[1]); // 17 of 20 are right (85.0%). Most frequent mistake: shirt taken for coat, 2 times.
 * ```
 */
export function confusionMatrix(counts: readonly ArrayLike<number>[], options: ConfusionMatrixOptions): string {
  const caller = 'confusionMatrix';
  requireKnownOptions(caller, options, [
    'classes',
    'title',
    'cellSize',
    'words',
  ] satisfies (keyof ConfusionMatrixOptions)[]);
  const words = wordsOf(caller, english, options.words);
  const { classes, title = words.title } = options;
  const cell = requireInteger(caller, 'cellSize', options.cellSize ?? 44, { min: 24 });
  const n = counts.length;
  if (n === 0 || classes.length !== n || counts.some((row) => row.length !== n)) {
    throw new ArgumentError(`${caller}: the counts must be square, with one name for each class`, {
      received: `${n} rows of ${show(counts.map((row) => row.length))} counts and ${classes.length} classes`,
    });
  }
  counts.forEach((row, t) => {
    for (let p = 0; p < n; p++) requireInteger(caller, `counts[${t}][${p}]`, row[p], { min: 0 });
  });

  const palette = paletteOf(caller, 'Blues');
  const nameWidth = 12 + Math.max(...classes.map((name) => textWidth(name, 12)));
  const left = nameWidth + 18;
  const top = (title === '' ? 12 : 44) + nameWidth * 0.75;
  const cells: string[] = [];
  let right = 0;
  let total = 0;
  let worst = { t: 0, p: 0, count: 0 };
  for (let t = 0; t < n; t++) {
    const inRow = sum(counts[t]!);
    for (let p = 0; p < n; p++) {
      const count = counts[t]![p]!;
      total += count;
      if (t === p) right += count;
      else if (count > worst.count) worst = { t, p, count };
      const share = inRow === 0 ? 0 : count / inRow;
      const color = palette[Math.round(255 * share)]!;
      const x = left + p * cell;
      const y = top + t * cell;
      cells.push(
        element(
          'g',
          {},
          element('title', {}, escapeXml(words.cell({ actual: classes[t]!, predicted: classes[p]!, count, share }))),
          element('rect', { x, y, width: cell, height: cell, fill: hex(color) }),
          text(String(count), {
            x: x + cell / 2,
            y: y + cell / 2 + 4,
            'text-anchor': 'middle',
            fill: luminance(color) > 0.3 ? '#10243e' : '#ffffff',
            'fill-opacity': count === 0 ? 0.45 : 1,
          }),
        ),
      );
    }
  }
  const rowNames = classes.map((name, t) =>
    text(name, { x: left - 6, y: top + (t + 0.5) * cell + 4, 'text-anchor': 'end' }),
  );
  const columnNames = classes.map((name, p) => {
    const at = `${left + (p + 0.5) * cell + 2},${top - 6}`;
    return text(name, { transform: `translate(${at}) rotate(-45)` });
  });
  const mistake = { actual: classes[worst.t]!, predicted: classes[worst.p]!, count: worst.count };
  return figure(
    {
      width: Math.ceil(left + n * cell + nameWidth * 0.6),
      height: Math.ceil(top + n * cell + 26),
      title: title === '' ? words.title : title,
      description: words.description({ right, total, worst: worst.count === 0 ? undefined : mistake }),
    },
    ...(title === '' ? [] : [text(title, { x: 2, y: 20, 'font-size': 15, 'font-weight': 600 })]),
    ...columnNames,
    ...rowNames,
    ...cells,
    text(words.predicted, {
      x: left + (n * cell) / 2,
      y: top + n * cell + 18,
      'text-anchor': 'middle',
      'fill-opacity': 0.8,
    }),
    text(words.actual, {
      transform: `translate(12,${top + (n * cell) / 2}) rotate(-90)`,
      'text-anchor': 'middle',
      'fill-opacity': 0.8,
    }),
  );
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

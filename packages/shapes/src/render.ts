import { type Size2, showShape } from './shape.ts';
import type { Summary, SummaryRow } from './summary.ts';

const headings = ['layer', 'output', 'params', 'MACs', 'bytes', 'field', 'jump', 'centre'] as const;

/**
 * A `Summary` as a table for the terminal, in box-drawing characters and without colour. JSON needs no function of its
 * own: a `Summary` is plain data for `JSON.stringify`.
 *
 * @example
 * ```js
 * import { conv2d, input, summary } from '@featuremap/shapes';
 * import { toTable } from '@featuremap/shapes/render';
 *
 * const table = toTable(summary([input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 })]));
 * console.log(table.split('\n')[3]); // 1 conv2d  [24, 24, 6]     156  86,400  13,824      5     1       2
 * ```
 */
export function toTable(summary: Summary): string {
  const rows = cells(summary);
  const widths = headings.map((heading, column) => Math.max(heading.length, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('──');
  const body = rows.map(line);
  return [line(headings), rule, ...body.slice(0, -1), rule, body.at(-1)!, ...reason(summary)].join('\n');
}

/**
 * A `Summary` as a Markdown table.
 *
 * @example
 * ```js
 * import { conv2d, input, summary } from '@featuremap/shapes';
 * import { toMarkdown } from '@featuremap/shapes/render';
 *
 * const markdown = toMarkdown(summary([input(28, 28, 1), conv2d(1, 6, { kernelSize: 5 })]));
 * console.log(markdown.split('\n')[3]); // | 1 conv2d | [24, 24, 6] | 156 | 86,400 | 13,824 | 5 | 1 | 2 |
 * ```
 */
export function toMarkdown(summary: Summary): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  const alignment = headings.map((_, column) => (column < 2 ? ':--' : '--:'));
  const [last] = reason(summary);
  return [line(headings), line(alignment), ...cells(summary).map(line), ...(last ? ['', last] : [])].join('\n');
}

function cells(summary: Summary): readonly (readonly string[])[] {
  const total = ['total', '', count(summary.params), count(summary.macs), count(summary.bytes), '', '', ''];
  return [...summary.rows.map(rowCells), total];
}

function rowCells({ path, name, shape, params, macs, bytes, field, error }: SummaryRow): readonly string[] {
  const layer = '  '.repeat(path.split('.').length - 1) + `${path} ${name}`.trimStart();
  if (!shape) return [layer, error === null ? '' : 'does not fit', '', '', '', '', '', ''];
  const sizes = field ? [side(field.size), side(field.jump), side(field.centre)] : ['', '', ''];
  return [layer, showShape(shape), count(params), count(macs), count(bytes), ...sizes];
}

function reason({ rows }: Summary): readonly string[] {
  return rows.filter((row) => row.error !== null).map((row) => `layer ${row.path}: ${row.error}`);
}

/** 61706 -> '61,706' */
function count(number: number): string {
  return number.toLocaleString('en-US');
}

/** [5, 5] -> '5', [3, 5] -> '3×5' */
function side([height, width]: Size2): string {
  return height === width ? `${height}` : `${height}×${width}`;
}

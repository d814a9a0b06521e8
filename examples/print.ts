import type { Matrix } from '@featuremap/scratch';

/** A line with space above it. */
export function heading(text: string): void {
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

/** The rows of a matrix with their numbers in columns, behind a name. */
export function printMatrix(name: string, x: Matrix): void {
  const cells = x.map((row) => row.map((value) => String(Number(value.toFixed(3)))));
  const width = Math.max(...cells.flat().map((cell) => cell.length));
  const rows = cells.map((row) => row.map((cell) => cell.padStart(width)).join(' '));
  console.log(rows.map((row, i) => `${(i === 0 ? name : '').padEnd(name.length)}  ${row}`).join('\n'));
}

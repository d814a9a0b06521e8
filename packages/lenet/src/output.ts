import pc from 'picocolors';

/** A line of results, to stdout. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line for the person at the terminal, to stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Colours for stderr: none where it is no terminal or NO_COLOR is set. */
export const errorColors = pc.createColors(pc.isColorSupported && process.stderr.isTTY === true);

/** Colours for stdout: none where it is no terminal or NO_COLOR is set. */
export const colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);

/** 0.8123 as 81.2% */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`;
}

/** Rows as columns of text: the first aligned left, the others right. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
      .join('  ')
      .trimEnd(),
  );
}

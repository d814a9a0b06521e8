import type { Matrix } from './warp.ts';

/** A corner, [x, y] in pixels. */
export type Point = readonly [x: number, y: number];

/**
 * The matrix that takes each of four end points back to its start point. Each pair (x, y) -> (X, Y) gives two equations:
 * a·x + b·y + c - g·x·X - h·y·X = X and d·x + e·y + f - g·x·Y - h·y·Y = Y.
 */
export function perspectiveMatrix(startpoints: readonly Point[], endpoints: readonly Point[]): Matrix {
  const rows = startpoints.flatMap(([X, Y], i) => {
    const [x, y] = endpoints[i]!;
    return [
      [x, y, 1, 0, 0, 0, -X * x, -X * y, X],
      [0, 0, 0, x, y, 1, -Y * x, -Y * y, Y],
    ];
  });
  return solve(rows) as unknown as Matrix;
}

/** Solves linear equations, each a list of coefficients and the right side, by elimination with pivots. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let i = column + 1; i < n; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const head = rows[column]!;
    for (let i = 0; i < n; i++) {
      if (i === column) continue;
      const factor = rows[i]![column]! / head[column]!;
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * head[j]!;
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!);
}

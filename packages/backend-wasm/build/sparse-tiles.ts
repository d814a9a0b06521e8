const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Panels of eight columns in the widest tile: 12 accumulators beside one number of a and one vector of b. */
const TILE_PANELS = 6;

/**
 * One row of a product in AssemblyScript, c[8·P] = init + the sum of x·b[row] over a list of x and offsets of rows, for P = 1
 * to 6 panels of eight columns.
 */
export function sparseTilesSource(): string {
  return `import { madd } from './simd';\n\n${range(TILE_PANELS)
    .map((i) => sparseTile(i + 1))
    .join('\n')}`;
}

function sparseTile(panels: number): string {
  const each = (line: (i: number) => string) =>
    range(2 * panels)
      .map(line)
      .join('\n    ');
  return `export function sparseTile${panels}(list: usize, end: usize, b: usize, init: usize, c: usize): void {
    ${each((i) => `let c${i} = v128.load(init, ${16 * i});`)}
    for (; list < end; list += 8) {
      const x = v128.load32_splat(list), row = b + load<i32>(list, 4);
      ${each((i) => `c${i} = madd(x, v128.load(row, ${16 * i}), c${i});`)}
    }
    ${each((i) => `v128.store(c, c${i}, ${16 * i});`)}
}
`;
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Panels of eight columns in the widest tile, and rows in the highest: 12 accumulators. */
const LARGEST = 6;

/**
 * One row of a product in AssemblyScript, c[8·P] = init + the sum of x·b[row] over a list of x and offsets of rows, for P = 1
 * to 6 panels of eight columns.
 */
export function sparseTilesSource(): string {
  return `import { madd } from './simd';\n\n${range(LARGEST)
    .map((i) => sparseTile(i + 1) + commonTile(i + 1))
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

/** R rows that are packed together (assembly/common-zeros.ts) times a panel of b. */
function commonTile(rows: number): string {
  const each = (line: (i: number) => string) => range(rows).map(line).join('\n    ');
  return `export function commonTile${rows}(entry: usize, end: usize, panel: usize, init: usize, initStride: usize, c: usize, cStride: usize): void {
    ${each((i) => `let c${i}0 = v128.load(init + ${i} * initStride), c${i}1 = v128.load(init + ${i} * initStride, 16);`)}
    let x: v128;
    for (; entry < end; entry += 32) {
      const row = panel + load<i32>(entry, 24), b0 = v128.load(row), b1 = v128.load(row, 16);
      ${each((i) => `x = v128.load32_splat(entry, ${4 * i}); c${i}0 = madd(x, b0, c${i}0); c${i}1 = madd(x, b1, c${i}1);`)}
    }
    ${each((i) => `v128.store(c + ${i} * cStride, c${i}0); v128.store(c + ${i} * cStride, c${i}1, 16);`)}
}
`;
}

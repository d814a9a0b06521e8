const range = (n: number) => Array.from({ length: n }, (_, i) => i);

/** Panels of eight columns in the widest tile of one row: 12 accumulators. */
const WIDEST = 6;
/** Tiles of rows that are packed together, up to 12 accumulators as well. */
const COMMON_TILES = range(2).flatMap((i) => range(3).map((j) => [i + 1, j + 1] as const));

/**
 * One row of a product in AssemblyScript, c[8·P] = init + the sum of x·b[row] over a list of x and offsets of rows, for P = 1
 * to 6 panels of eight columns; and the same for two rows that share their offsets, and up to three panels.
 */
export function sparseTilesSource(): string {
  const tiles = [...range(WIDEST).map((i) => sparseTile(i + 1)), ...COMMON_TILES.map((size) => commonTile(...size))];
  return `import { madd } from './simd';\n\n${tiles.join('\n')}`;
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

/** Rows that are packed together (assembly/common-zeros.ts) times panels of b. */
function commonTile(rows: number, panels: number): string {
  const lines = (parts: readonly string[]) => parts.join('\n    ');
  const vectors = range(2 * panels);
  const accumulators = range(rows).flatMap((i) => vectors.map((j) => [i, j] as const));
  const ofB = (j: number) => `v128.load(row${j >> 1}, ${16 * (j & 1)})`;
  return `export function commonTile${rows}x${panels}(entry: usize, end: usize, panel: usize, panelBytes: i32, init: usize, initStride: usize, c: usize, cStride: usize): void {
    ${lines(accumulators.map(([i, j]) => `let c${i}${j} = v128.load(init + ${i} * initStride, ${16 * j});`))}
    for (; entry < end; entry += 16) {
      const row0 = panel + load<i32>(entry, 8)${lines(range(panels - 1).map((p) => `, row${p + 1} = row${p} + panelBytes`))};
      ${lines(range(rows).map((i) => `const x${i} = v128.load32_splat(entry, ${4 * i});`))}
      let b: v128;
      ${lines(
        vectors.map(
          (j) =>
            `b = ${ofB(j)}; ${range(rows)
              .map((i) => `c${i}${j} = madd(x${i}, b, c${i}${j});`)
              .join(' ')}`,
        ),
      )}
    }
    ${lines(accumulators.map(([i, j]) => `v128.store(c + ${i} * cStride, c${i}${j}, ${16 * j});`))}
}
`;
}

const range = (n: number) => Array.from({ length: n }, (_, i) => i);
const lines = (n: number, line: (i: number) => string) => range(n).map(line).join('\n    ');

/** Rows of the largest register tile: 6x8 needs 12 accumulators, 2 vectors of b and 1 of a, all that V8 has to give. */
const TILE_ROWS = 6;

/**
 * The register tiles in AssemblyScript: c[R][8] = init + a·b for R = 1 to 6, eight columns as two vectors.
 *
 * `rowTile`: row i of a starts at `a + offsets[i]` and runs along k in `segments` pieces of `length` numbers, `segmentStride`
 * bytes apart, so that a convolution reads its windows in place; b is a packed panel [k][8].
 * `columnTile`: row i of a is `a + 4·i`, and k advances both a and b by strides, for products with a transposed a.
 *
 * Unrolling k makes V8 spill accumulators (42 instead of 62 GFLOP/s for 5x8), so the loops over k are left alone.
 */
export function tilesSource(): string {
  const sizes = range(TILE_ROWS).map((i) => i + 1);
  const dispatch = (name: string, parameters: string) =>
    sizes
      .toReversed()
      .map((rows) => `case ${rows}: ${name}${rows}(${parameters}); break;`)
      .join('\n    ');
  return `import { madd, storeColumns } from './simd';

${sizes.map(rowTile).join('\n')}
${sizes.map(columnTile).join('\n')}
export function rowTiles(rows: i32, tiles: i32, a: usize, offsets: usize, segments: i32, length: i32, segmentStride: usize, b: usize, init: usize, initStride: usize, c: usize, cStride: usize, columns: i32): void {
  switch (rows) {
    ${dispatch('rowTile', 'tiles, a, offsets, segments, length, segmentStride, b, init, initStride, c, cStride, columns')}
  }
}
export function columnTiles(rows: i32, tiles: i32, a: usize, aStride: usize, segments: i32, length: i32, aSegmentStride: usize, b: usize, bStride: usize, bSegmentStride: usize, init: usize, initStride: usize, c: usize, cStride: usize, columns: i32): void {
  switch (rows) {
    ${dispatch('columnTile', 'tiles, a, aStride, segments, length, aSegmentStride, b, bStride, bSegmentStride, init, initStride, c, cStride, columns')}
  }
}
`;
}

const loadInit = (rows: number) =>
  lines(
    rows,
    (i) => `let c${i}0 = v128.load(init + ${i} * initStride), c${i}1 = v128.load(init + ${i} * initStride, 16);`,
  );

const store = (rows: number) => `if (columns >= 8) {
    ${lines(rows, (i) => `v128.store(c + ${i} * cStride, c${i}0); v128.store(c + ${i} * cStride, c${i}1, 16);`)}
    } else {
    ${lines(rows, (i) => `storeColumns(c + ${i} * cStride, c${i}0, c${i}1, columns);`)}
    }
    init += ${rows} * initStride;
    c += ${rows} * cStride;`;

const multiplyAdd = (rows: number, aRow: (i: number) => string) => `b0 = v128.load(bk);
        b1 = v128.load(bk, 16);
        ${lines(rows, (i) => `x = ${aRow(i)}; c${i}0 = madd(x, b0, c${i}0); c${i}1 = madd(x, b1, c${i}1);`)}`;

function rowTile(rows: number): string {
  return `export function rowTile${rows}(tiles: i32, a: usize, offsets: usize, segments: i32, length: i32, segmentStride: usize, b: usize, init: usize, initStride: usize, c: usize, cStride: usize, columns: i32): void {
  const skip = segmentStride - (length << 2);
  do {
    ${loadInit(rows)}
    ${lines(rows, (i) => `let a${i} = a + load<i32>(offsets, ${4 * i});`)}
    let b0: v128, b1: v128, x: v128, bk = b, segment = segments;
    do {
      let k = length;
      do {
        ${multiplyAdd(rows, (i) => `v128.load32_splat(a${i})`)}
        ${lines(rows, (i) => `a${i} += 4;`)}
        bk += 32;
      } while (--k);
      ${lines(rows, (i) => `a${i} += skip;`)}
    } while (--segment);
    ${store(rows)}
    offsets += ${4 * rows};
  } while (--tiles);
}
`;
}

function columnTile(rows: number): string {
  return `export function columnTile${rows}(tiles: i32, a: usize, aStride: usize, segments: i32, length: i32, aSegmentStride: usize, b: usize, bStride: usize, bSegmentStride: usize, init: usize, initStride: usize, c: usize, cStride: usize, columns: i32): void {
  do {
    ${loadInit(rows)}
    let b0: v128, b1: v128, x: v128, aSegment = a, bSegment = b, segment = segments;
    do {
      let k = length, ak = aSegment, bk = bSegment;
      do {
        ${multiplyAdd(rows, (i) => `v128.load32_splat(ak, ${4 * i})`)}
        ak += aStride;
        bk += bStride;
      } while (--k);
      aSegment += aSegmentStride;
      bSegment += bSegmentStride;
    } while (--segment);
    ${store(rows)}
    a += ${4 * rows};
  } while (--tiles);
}
`;
}

import { columnTiles, rowTiles } from './tiles';

/** Zeros for the widest tile: what a product starts from when there is neither a bias nor an earlier sum. */
export const ZEROS: usize = memory.data(192, 16);

const LARGEST_TILE: i32 = 6;

/** A product of any number of rows with a panel of b, in tiles of nearly equal height. */
export function multiplyRows(
  rows: i32,
  a: usize,
  offsets: usize,
  segments: i32,
  length: i32,
  segmentStride: usize,
  b: usize,
  init: usize,
  initStride: usize,
  c: usize,
  cStride: usize,
  columns: i32,
): void {
  const tiles = (rows + LARGEST_TILE - 1) / LARGEST_TILE;
  const height = rows / tiles;
  const higher = rows % tiles;
  if (higher > 0) {
    const done = higher * (height + 1);
    rowTiles(height + 1, higher, a, offsets, segments, length, segmentStride, b, init, initStride, c, cStride, columns);
    offsets += done << 2;
    init += done * initStride;
    c += done * cStride;
  }
  rowTiles(height, tiles - higher, a, offsets, segments, length, segmentStride, b, init, initStride, c, cStride, columns);
}

/** The same with a transposed: row i of the product is the column i of a. */
export function multiplyColumns(
  rows: i32,
  a: usize,
  aStride: usize,
  segments: i32,
  length: i32,
  aSegmentStride: usize,
  b: usize,
  bStride: usize,
  bSegmentStride: usize,
  init: usize,
  initStride: usize,
  c: usize,
  cStride: usize,
  columns: i32,
): void {
  const tiles = (rows + LARGEST_TILE - 1) / LARGEST_TILE;
  const height = rows / tiles;
  const higher = rows % tiles;
  if (higher > 0) {
    const done = higher * (height + 1);
    columnTiles(height + 1, higher, a, aStride, segments, length, aSegmentStride, b, bStride, bSegmentStride, init, initStride, c, cStride, columns);
    a += done << 2;
    init += done * initStride;
    c += done * cStride;
  }
  columnTiles(height, tiles - higher, a, aStride, segments, length, aSegmentStride, b, bStride, bSegmentStride, init, initStride, c, cStride, columns);
}

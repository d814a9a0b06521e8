import { packTransposed } from './pack';
import { sparseTile1, sparseTile2, sparseTile3, sparseTile4, sparseTile5, sparseTile6 } from './sparse-tiles';

// Products in which many numbers of a are zero, as behind ReLU and dropout and in their gradients: for each row of a its other
// numbers are listed once, and only their rows of b are added up, in the order of k as the dense tiles do. A zero of a counts
// as zero even where b is infinite.

/** Columns that are added up together, and the bytes of a row of b packed for them. */
export const WIDE: i32 = 48;
export const WIDE_BYTES: i32 = 4 * WIDE;

/** Bytes of the list of a row: how many there are, then for each the number and the bytes to its row of packed b. */
// @ts-ignore: decorator
@inline
export function listBytes(length: i32): i32 {
  return 48 + (length << 3);
}

/** Whether listing is worth while: beyond this share of numbers that are not zero the dense tiles are faster. */
// @ts-ignore: decorator
@inline
export function isSparse(listed: i32, all: i32): bool {
  return listed * 5 < all * 2;
}

/** For each set of lanes, as bits: the bytes that bring them to the front. */
const FRONT: usize = memory.data<u8>([
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0, 1, 2, 3,
  8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0, 1, 2, 3,
  12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3,
  8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 0, 1, 2, 3,
  0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
]);

/** Lists `rows` rows of a, each `length` numbers one after the other; returns how many were listed in all. */
export function listRows(a: usize, rows: i32, rowStride: usize, length: i32, lists: usize): i32 {
  const zero = f32x4.splat(0),
    step = i32x4.splat(4 * WIDE_BYTES);
  let all = 0;
  for (let row = 0; row < rows; row++) {
    let to = lists + 8,
      offsets = i32x4(0, WIDE_BYTES, 2 * WIDE_BYTES, 3 * WIDE_BYTES);
    for (let i = 0; i < length; i += 4) {
      const x = v128.load(a + (i << 2));
      let lanes = i32x4.bitmask(f32x4.ne(x, zero));
      if (length - i < 4) lanes &= (1 << (length - i)) - 1;
      const front = v128.load(FRONT + (lanes << 4));
      const numbers = i8x16.swizzle(x, front),
        rowsOfB = i8x16.swizzle(offsets, front);
      v128.store(to, v128.shuffle<i32>(numbers, rowsOfB, 0, 4, 1, 5));
      v128.store(to, v128.shuffle<i32>(numbers, rowsOfB, 2, 6, 3, 7), 16);
      to += popcnt(lanes) << 3;
      offsets = i32x4.add(offsets, step);
    }
    const count = <i32>(to - lists - 8) >> 3;
    store<i32>(lists, count);
    all += count;
    a += rowStride;
    lists += listBytes(length);
  }
  return all;
}

/**
 * Packs b[rows][8·panels] as blocks of up to six panels: [rows][48], the next block behind it. Row after row, as b is too large
 * for the caches and is best read in its own order; strides in bytes.
 */
export function packWide(b: usize, rows: i32, panels: i32, rowStride: usize, columnStride: usize, to: usize): void {
  const block = rows * WIDE_BYTES;
  if (columnStride == 4) {
    for (let k = 0; k < rows; k++) {
      let at = to,
        from = b;
      for (let left = panels; left > 0; left -= 6) {
        for (const end = from + (min(left, 6) << 5); from < end; from += 32) {
          v128.store(at, v128.load(from));
          v128.store(at, v128.load(from, 16), 16);
          at += 32;
        }
        at += block - WIDE_BYTES;
      }
      b += rowStride;
      to += WIDE_BYTES;
    }
    return;
  }
  for (let panel = 0; panel < panels; panel++)
    packTransposed(b + panel * (columnStride << 3), to + (panel / 6) * block + ((panel % 6) << 5), rows, <i32>columnStride, WIDE_BYTES);
}

/** c[rows][8·panels] = init + listed rows times packed b. */
export function multiplyListed(
  lists: usize,
  rows: i32,
  length: i32,
  b: usize,
  panels: i32,
  init: usize,
  initStride: usize,
  c: usize,
  cStride: usize,
): void {
  for (let row = 0; row < rows; row++) {
    const list = lists + 8,
      end = list + (load<i32>(lists) << 3);
    switch (panels) {
      case 6: sparseTile6(list, end, b, init, c); break;
      case 5: sparseTile5(list, end, b, init, c); break;
      case 4: sparseTile4(list, end, b, init, c); break;
      case 3: sparseTile3(list, end, b, init, c); break;
      case 2: sparseTile2(list, end, b, init, c); break;
      case 1: sparseTile1(list, end, b, init, c); break;
    }
    lists += listBytes(length);
    init += initStride;
    c += cStride;
  }
}

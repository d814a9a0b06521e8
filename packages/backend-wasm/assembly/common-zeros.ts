import { commonTile1, commonTile2, commonTile3, commonTile4, commonTile5, commonTile6 } from './sparse-tiles';

// Products in which rows of a are zero at the same places, as pictures are at their borders and behind channels of ReLU that stay
// silent: the numbers of up to six rows are packed together where at least one of them is not zero, each with the offset of
// its row of packed b. Six rows at a time keep the arithmetic of the dense tiles.

/** Bytes of an entry: the numbers of six rows, then the bytes to a row of b. */
const ENTRY: i32 = 32;
/** Where the offset lies in it. */
const OFFSET: i32 = 24;

/** Bytes of the entries of a group of rows, with room for four that are written in vain. */
// @ts-ignore: decorator
@inline
export function entriesBytes(length: i32): i32 {
  return (length + 4) * ENTRY;
}

/** Packs `rows` rows of a, 1 to 6; returns where the entries end. */
export function packCommon(a: usize, rows: i32, rowStride: usize, length: i32, entries: usize): usize {
  const zero = f32x4.splat(0),
    last = a + (rows - 1) * rowStride,
    a1 = min(last, a + rowStride),
    a2 = min(last, a + 2 * rowStride),
    a3 = min(last, a + 3 * rowStride),
    a4 = min(last, a + 4 * rowStride),
    a5 = min(last, a + 5 * rowStride);
  let offsets = i32x4(0, 32, 64, 96);
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    const x0 = v128.load(a + at),
      x1 = v128.load(a1 + at),
      x2 = v128.load(a2 + at),
      x3 = v128.load(a3 + at),
      x4 = v128.load(a4 + at),
      x5 = v128.load(a5 + at);
    const any = v128.or(v128.or(v128.or(x0, x1), v128.or(x2, x3)), v128.or(x4, x5));
    let lanes = i32x4.bitmask(f32x4.ne(any, zero));
    if (length - i < 4) lanes &= (1 << (length - i)) - 1;
    const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5),
      high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7),
      low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5),
      high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7),
      low45 = v128.shuffle<f32>(x4, x5, 0, 4, 1, 5),
      high45 = v128.shuffle<f32>(x4, x5, 2, 6, 3, 7);
    v128.store(entries, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(entries, v128.shuffle<f32>(low45, offsets, 0, 1, 4, 4), 16);
    entries += (lanes & 1) << 5;
    v128.store(entries, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7));
    v128.store(entries, v128.shuffle<f32>(low45, offsets, 2, 3, 5, 5), 16);
    entries += ((lanes >> 1) & 1) << 5;
    v128.store(entries, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5));
    v128.store(entries, v128.shuffle<f32>(high45, offsets, 0, 1, 6, 6), 16);
    entries += ((lanes >> 2) & 1) << 5;
    v128.store(entries, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7));
    v128.store(entries, v128.shuffle<f32>(high45, offsets, 2, 3, 7, 7), 16);
    entries += ((lanes >> 3) & 1) << 5;
    offsets = i32x4.add(offsets, i32x4.splat(4 * 32));
  }
  return entries;
}

/** c[rows][8] = init + packed rows times a panel of b. */
export function multiplyCommon(rows: i32, entries: usize, end: usize, panel: usize, init: usize, initStride: usize, c: usize, cStride: usize): void {
  switch (rows) {
    case 6: commonTile6(entries, end, panel, init, initStride, c, cStride); break;
    case 5: commonTile5(entries, end, panel, init, initStride, c, cStride); break;
    case 4: commonTile4(entries, end, panel, init, initStride, c, cStride); break;
    case 3: commonTile3(entries, end, panel, init, initStride, c, cStride); break;
    case 2: commonTile2(entries, end, panel, init, initStride, c, cStride); break;
    case 1: commonTile1(entries, end, panel, init, initStride, c, cStride); break;
  }
}

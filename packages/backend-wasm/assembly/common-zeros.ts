import { commonTile1x1, commonTile1x2, commonTile1x3, commonTile2x1, commonTile2x2, commonTile2x3 } from './sparse-tiles';

// Products in which rows of a are zero at the same places, as pictures are at their borders and behind channels of ReLU that stay
// silent: the numbers of two rows are packed together where one of them is not zero, each with the offset of its row of packed b.
// Two rows by 24 columns have as many sums in registers as the dense tiles.

/** The most rows of a group. */
export const GROUP: i32 = 2;
/** The most panels of eight columns that a group goes through at a time. */
export const MOST_PANELS: i32 = 3;
/** Log2 of the bytes of an entry: the numbers of two rows, the bytes to a row of b, and nothing. */
export const ENTRY_SHIFT: i32 = 4;

/** Packs `rows` rows of a, 1 or 2, with room for four entries that are written in vain; returns where the entries end. */
export function packCommon(a: usize, rows: i32, rowStride: usize, length: i32, entries: usize): usize {
  const zero = f32x4.splat(0),
    last = a + (rows - 1) * rowStride;
  let offsets = i32x4(0, 32, 64, 96);
  for (let i = 0; i < length; i += 4) {
    const at = <usize>i << 2;
    const x0 = v128.load(a + at),
      x1 = v128.load(last + at);
    let lanes = i32x4.bitmask(f32x4.ne(v128.or(x0, x1), zero));
    if (length - i < 4) lanes &= (1 << (length - i)) - 1;
    const low = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5),
      high = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    v128.store(entries, v128.shuffle<f32>(low, offsets, 0, 1, 4, 4));
    entries += (lanes & 1) << ENTRY_SHIFT;
    v128.store(entries, v128.shuffle<f32>(low, offsets, 2, 3, 5, 5));
    entries += ((lanes >> 1) & 1) << ENTRY_SHIFT;
    v128.store(entries, v128.shuffle<f32>(high, offsets, 0, 1, 6, 6));
    entries += ((lanes >> 2) & 1) << ENTRY_SHIFT;
    v128.store(entries, v128.shuffle<f32>(high, offsets, 2, 3, 7, 7));
    entries += ((lanes >> 3) & 1) << ENTRY_SHIFT;
    offsets = i32x4.add(offsets, i32x4.splat(4 * 32));
  }
  return entries;
}

/** c[rows][8 * panels] = init + packed rows times one to three panels of b, of `panelBytes` each. */
export function multiplyCommon(rows: i32, panels: i32, entries: usize, end: usize, panel: usize, panelBytes: i32, init: usize, initStride: usize, c: usize, cStride: usize): void {
  if (rows == 2)
    switch (panels) {
      case 3: commonTile2x3(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
      case 2: commonTile2x2(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
      case 1: commonTile2x1(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
    }
  else
    switch (panels) {
      case 3: commonTile1x3(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
      case 2: commonTile1x2(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
      case 1: commonTile1x1(entries, end, panel, panelBytes, init, initStride, c, cStride); break;
    }
}

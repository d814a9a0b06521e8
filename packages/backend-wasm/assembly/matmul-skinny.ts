import { packPanels } from './pack';
import { multiplyRows, ZEROS } from './rows';
import { isSparse, listRows, multiplyListed, packWide, WIDE_BYTES } from './sparse';

// Products in which b is so large beside the result or beside a that it should be read once and packed on the way.

/** c = a·b + bias, a [m][k], b with any strides. */
@unmanaged
export class MatMulSkinnyTask {
  a: usize;
  b: usize;
  /** n numbers with room for reading up to the next multiple of 8, or 0. */
  bias: usize;
  c: usize;
  m: i32;
  n: i32;
  k: i32;
  /** Bytes from one row of b to the next, and from one column to the next. */
  rowStride: i32;
  columnStride: i32;
  /** Items in a chunk. */
  chunk: i32;
  /** Bytes from a thread's scratch to its lists of numbers of a, or 0 where a is not looked at for zeros. */
  listsAt: i32;
  scratch: usize;
  scratchBytes: i32;
}

const ROW_BLOCK: i32 = 48;
const K_BLOCK: i32 = 192;
/** The row offsets come first in a thread's scratch. */
const PACKED_AT: i32 = 4 * ROW_BLOCK + 64;

function rowOffsets(task: MatMulSkinnyTask, offsets: usize): void {
  for (let i = 0; i < ROW_BLOCK; i++) store<i32>(offsets + (i << 2), (i * task.k) << 2);
}

/**
 * The part of the sums with k in [start, end), for a long k and a small result: c is a block [m + 1][n8] for each chunk,
 * to be added up.
 */
export function matMulSplit(task: MatMulSkinnyTask, start: i32, end: i32, thread: i32): void {
  const offsets = task.scratch + thread * task.scratchBytes,
    packed = offsets + PACKED_AT,
    lists = task.scratch + thread * task.scratchBytes + task.listsAt,
    m = task.m,
    panels = (task.n + 7) >> 3,
    cStride = panels << 5,
    partial = task.c + (start / task.chunk) * ((m + 1) * cStride);
  let sparse: bool = task.listsAt != 0;
  rowOffsets(task, offsets);
  for (let k = start; k < end; k += K_BLOCK) {
    const length = min(K_BLOCK, end - k),
      isFirst = k == start,
      a = task.a + (k << 2),
      b = task.b + k * task.rowStride;
    if (sparse) sparse = isSparse(listRows(a, m, task.k << 2, length, lists), m * length);
    if (sparse) {
      packWide(b, length, panels, task.rowStride, task.columnStride, packed);
      for (let panel = 0, block = packed; panel < panels; panel += 6, block += length * WIDE_BYTES) {
        const c = partial + (panel << 5);
        const init = !isFirst ? c : start == 0 && task.bias ? task.bias + (panel << 5) : ZEROS;
        multiplyListed(lists, m, length, block, min(6, panels - panel), init, isFirst ? 0 : cStride, c, cStride);
      }
      continue;
    }
    packPanels(b, packed, length, task.n, task.rowStride, task.columnStride, 0, panels);
    for (let row = 0; row < m; row += ROW_BLOCK) {
      for (let panel = 0; panel < panels; panel++) {
        const c = partial + row * cStride + (panel << 5);
        const init = !isFirst ? c : start == 0 && task.bias ? task.bias + (panel << 5) : ZEROS;
        multiplyRows(min(ROW_BLOCK, m - row), a + ((row * task.k) << 2), offsets, 1, length, 0, packed + panel * (length << 5), init, isFirst ? 0 : cStride, c, cStride, 8);
      }
    }
  }
}

/** The panels [start, end) of eight columns of c, for many columns. */
export function matMulPanels(task: MatMulSkinnyTask, start: i32, end: i32, thread: i32): void {
  const offsets = task.scratch + thread * task.scratchBytes,
    packed = offsets + PACKED_AT,
    lists = task.scratch + thread * task.scratchBytes + task.listsAt,
    m = task.m,
    n = task.n,
    k = task.k,
    cStride = n << 2;
  let panel = start;
  if (task.listsAt != 0 && isSparse(listRows(task.a, m, k << 2, k, lists), m * k)) {
    for (const last = min(end, n >> 3); panel < last; ) {
      const j = panel << 3,
        wide = min(6, last - panel);
      packWide(task.b + j * task.columnStride, k, wide, task.rowStride, task.columnStride, packed);
      multiplyListed(lists, m, k, packed, wide, task.bias ? task.bias + (j << 2) : ZEROS, 0, task.c + (j << 2), cStride);
      panel += wide;
    }
  }
  rowOffsets(task, offsets);
  for (; panel < end; panel++) {
    const j = panel << 3,
      init = task.bias ? task.bias + (j << 2) : ZEROS;
    packPanels(task.b + j * task.columnStride, packed, k, n - j, task.rowStride, task.columnStride, 0, 1);
    for (let row = 0; row < m; row += ROW_BLOCK)
      multiplyRows(min(ROW_BLOCK, m - row), task.a + ((row * k) << 2), offsets, 1, k, 0, packed, init, 0, task.c + row * cStride + (j << 2), cStride, min(8, n - j));
  }
}

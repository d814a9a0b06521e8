import { ENTRY_SHIFT, GROUP, MOST_PANELS, multiplyCommon, packCommon } from './common-zeros';
import { packPanels } from './pack';
import { multiplyRows, ZEROS } from './rows';
import { isSparse, listRows, multiplyListed, packWide, WIDE_BYTES } from './sparse';

// Products in which b is so large beside the result or beside a that it should be read once and packed on the way.

/** c = a·b + bias, a [m][k], b with any strides. */
@unmanaged
export class MatMulSkinnyTask {
  a: usize;
  b: usize;
  /** Where `packBlocks` puts b, or 0. */
  packedB: usize;
  /** n numbers with room for reading up to the next multiple of 8, or 0. */
  bias: usize;
  c: usize;
  m: i32;
  n: i32;
  k: i32;
  /** Bytes from one row of b to the next, and from one column to the next. */
  rowStride: i32;
  columnStride: i32;
  /** Items in a chunk, and rows of b that are packed at a time. */
  chunk: i32;
  block: i32;
  /** Bytes from a thread's scratch to its lists of numbers of a, or 0 where a is not looked at for zeros. */
  listsAt: i32;
  scratch: usize;
  scratchBytes: i32;
}

const ROW_BLOCK: i32 = 48;
/** Where the entries of a group begin; before them stands where they end. */
const GROUP_HEAD: i32 = 16;
/** The row offsets come first in a thread's scratch. */
const PACKED_AT: i32 = 4 * ROW_BLOCK + 64;

function rowOffsets(task: MatMulSkinnyTask, offsets: usize): void {
  for (let i = 0; i < ROW_BLOCK; i++) store<i32>(offsets + (i << 2), (i * task.k) << 2);
}

/** The ways through a block of k: all numbers of a, those that are not zero in two rows, or those of each row. */
const DENSE: i32 = 0;
const COMMON: i32 = 1;
const LISTED: i32 = 2;

/** Packs the rows [start, end) of b as `matMulSplit` reads them: block after block, each ceil(n / 8) panels of [rows][8]. */
export function packBlocks(task: MatMulSkinnyTask, start: i32, end: i32, thread: i32): void {
  const panels = (task.n + 7) >> 3;
  for (let k = start; k < end; k += task.block)
    packPanels(task.b + k * task.rowStride, task.packedB + k * (panels << 5), min(task.block, end - k), task.n, task.rowStride, task.columnStride, 0, panels);
}

/**
 * The part of the sums with k in [start, end), for a long k and a small result: c is a block [m + 1][n8] for each chunk,
 * to be added up. The first block of k decides on the way, and is listed by then where that is the way.
 */
export function matMulSplit(task: MatMulSkinnyTask, start: i32, end: i32, thread: i32): void {
  const offsets = task.scratch + thread * task.scratchBytes,
    packed = offsets + PACKED_AT,
    lists = offsets + task.listsAt,
    panels = (task.n + 7) >> 3,
    partial = task.c + (start / task.chunk) * ((task.m + 1) * (panels << 5)),
    way = task.listsAt ? wayThrough(task, task.a + (start << 2), min(task.block, end - start), lists) : DENSE;
  rowOffsets(task, offsets);
  for (let k = start; k < end; k += task.block) {
    const length = min(task.block, end - k),
      a = task.a + (k << 2),
      b = task.b + k * task.rowStride,
      init = k > start ? partial : start == 0 && task.bias ? task.bias : ZEROS;
    if (way == LISTED) {
      packWide(b, length, panels, task.rowStride, task.columnStride, packed);
      if (k > start) listRows(a, task.m, task.k << 2, length, lists);
      listedBlock(task, length, lists, packed, init, partial);
      continue;
    }
    let block = packed;
    if (task.packedB) block = task.packedB + k * (panels << 5);
    else packPanels(b, packed, length, task.n, task.rowStride, task.columnStride, 0, panels);
    if (way == COMMON) commonBlock(task, a, length, lists, block, init, partial);
    else denseBlock(task, a, offsets, length, block, init, partial);
  }
}

function wayThrough(task: MatMulSkinnyTask, a: usize, length: i32, lists: usize): i32 {
  const m = task.m,
    stride = task.k << 2;
  if (isSparse(listRows(a, m, stride, length, lists), m * length)) return LISTED;
  let packed = 0;
  for (let row = 0; row < m; row += GROUP)
    packed += <i32>(packCommon(a + row * stride, min(GROUP, m - row), stride, length, lists) - lists) >> ENTRY_SHIFT;
  return packed * 10 < ((m + GROUP - 1) / GROUP) * length * 9 ? COMMON : DENSE;
}

/** Where a panel's first values are: in its columns of the bias or of c, or at the one place of zeros. */
// @ts-ignore: decorator
@inline
function initOf(init: usize, panel: i32): usize {
  return init == ZEROS ? ZEROS : init + (panel << 5);
}

function denseBlock(task: MatMulSkinnyTask, a: usize, offsets: usize, length: i32, packed: usize, init: usize, partial: usize): void {
  const panels = (task.n + 7) >> 3,
    cStride = panels << 5,
    initStride = init == partial ? cStride : 0;
  for (let row = 0; row < task.m; row += ROW_BLOCK)
    for (let panel = 0; panel < panels; panel++)
      multiplyRows(min(ROW_BLOCK, task.m - row), a + ((row * task.k) << 2), offsets, 1, length, 0, packed + panel * (length << 5), initOf(init, panel) + row * initStride, initStride, partial + row * cStride + (panel << 5), cStride, 8);
}

/** All rows are packed first: so a few panels of b stay in the first cache while the rows pass by. */
function commonBlock(task: MatMulSkinnyTask, a: usize, length: i32, entries: usize, packed: usize, init: usize, partial: usize): void {
  const panels = (task.n + 7) >> 3,
    cStride = panels << 5,
    initStride = init == partial ? cStride : 0,
    groupBytes = GROUP_HEAD + ((length + 4) << ENTRY_SHIFT),
    wides = (panels + MOST_PANELS - 1) / MOST_PANELS;
  for (let row = 0, group = entries; row < task.m; row += GROUP, group += groupBytes)
    store<usize>(group, packCommon(a + ((row * task.k) << 2), min(GROUP, task.m - row), task.k << 2, length, group + GROUP_HEAD));
  for (let i = 0, panel = 0, wide = 0; i < wides; i++, panel += wide) {
    wide = (panels - panel + wides - i - 1) / (wides - i);
    for (let row = 0, group = entries; row < task.m; row += GROUP, group += groupBytes)
      multiplyCommon(min(GROUP, task.m - row), wide, group + GROUP_HEAD, load<usize>(group), packed + panel * (length << 5), length << 5, initOf(init, panel) + row * initStride, initStride, partial + row * cStride + (panel << 5), cStride);
  }
}

function listedBlock(task: MatMulSkinnyTask, length: i32, lists: usize, packed: usize, init: usize, partial: usize): void {
  const panels = (task.n + 7) >> 3,
    cStride = panels << 5,
    initStride = init == partial ? cStride : 0;
  for (let panel = 0; panel < panels; panel += 6, packed += length * WIDE_BYTES)
    multiplyListed(lists, task.m, length, packed, min(6, panels - panel), initOf(init, panel), initStride, partial + (panel << 5), cStride);
}

/** The panels [start, end) of eight columns of c, for many columns. */
export function matMulPanels(task: MatMulSkinnyTask, start: i32, end: i32, thread: i32): void {
  const offsets = task.scratch + thread * task.scratchBytes,
    packed = offsets + PACKED_AT,
    lists = offsets + task.listsAt,
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

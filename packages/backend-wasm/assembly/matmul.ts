import { activate } from './activation';
import { copyNumbers } from './simd';
import { transpose4 } from './pack';
import { ZEROS, multiplyColumns, multiplyRows } from './rows';
import { isSparse, listBytes, listRows, multiplyListed, WIDE_BYTES } from './sparse';

/** c = activation(a·b + bias), a [m][k] or, transposed, [k][m]; b in packed panels; c [m][n]. */
@unmanaged
export class MatMulTask {
  a: usize;
  b: usize;
  c: usize;
  /** n numbers with room for reading up to the next multiple of 8, or 0. */
  bias: usize;
  m: i32;
  n: i32;
  k: i32;
  transposeA: i32;
  /** Bytes from a thread's scratch to its lists of numbers of b, or 0 where b is not looked at for zeros. */
  listsAt: i32;
  activation: i32;
  scratch: usize;
  scratchBytes: i32;
}

/** Rows that go through all panels together: their part of a stays in the cache. */
const ROW_BLOCK: i32 = 48;
const COLUMN_BLOCK: i32 = 48;
/** Up to this k a block of columns of a is copied together first, as its own stride would miss the cache. */
const COPIED_K: i32 = 512;
/** A panel's part of 8·4·512 bytes stays in the first cache. */
const K_BLOCK: i32 = 512;

/** The rows [start, end) of c. */
export function matMul(task: MatMulTask, start: i32, end: i32, thread: i32): void {
  const scratch = task.scratch + thread * task.scratchBytes;
  if (task.transposeA) transposed(task, start, end, scratch);
  else plain(task, start, end, scratch);
  const first = task.c + ((start * task.n) << 2);
  activate(task.activation, first, first, (end - start) * task.n);
}

function plain(task: MatMulTask, start: i32, end: i32, offsets: usize): void {
  const n = task.n,
    k = task.k,
    aStride = k << 2,
    cStride = n << 2,
    bias = task.bias;
  for (let i = 0; i < ROW_BLOCK; i++) store<i32>(offsets + (i << 2), i * aStride);
  for (let row = start; row < end; row += ROW_BLOCK) {
    const rows = min(ROW_BLOCK, end - row);
    for (let k0 = 0; k0 < k; k0 += K_BLOCK) {
      const length = min(K_BLOCK, k - k0);
      const a = task.a + row * aStride + (k0 << 2);
      for (let j = 0, panel = task.b + (k0 << 5); j < n; j += 8, panel += k << 5) {
        const c = task.c + row * cStride + (j << 2);
        const init = k0 > 0 ? c : bias ? bias + (j << 2) : ZEROS;
        const initStride = k0 > 0 ? cStride : 0;
        multiplyRows(rows, a, offsets, 1, length, 0, panel, init, initStride, c, cStride, min(8, n - j));
      }
    }
  }
}

function transposed(task: MatMulTask, start: i32, end: i32, copy: usize): void {
  const n = task.n,
    k = task.k,
    aStride = task.m << 2,
    cStride = n << 2,
    bias = task.bias;
  const isCopied = k <= COPIED_K;
  const lists = copy + task.listsAt,
    product = lists + n * listBytes(k);
  const sparse = task.listsAt != 0 && listColumns(task, lists, product);
  for (let row = start; row < end; row += COLUMN_BLOCK) {
    const rows = min(COLUMN_BLOCK, end - row);
    let a = task.a + (row << 2);
    if (isCopied) {
      for (let i = 0; i < k; i++) copyNumbers(copy + i * (COLUMN_BLOCK << 2), a + i * aStride, rows);
      a = copy;
    }
    if (sparse) {
      multiplyListed(lists, n, k, copy, (rows + 7) >> 3, ZEROS, 0, product, WIDE_BYTES);
      turnBack(product, rows, n, task.c + row * cStride);
      continue;
    }
    for (let j = 0, panel = task.b; j < n; j += 8, panel += k << 5) {
      const init = bias ? bias + (j << 2) : ZEROS;
      multiplyColumns(rows, a, isCopied ? COLUMN_BLOCK << 2 : aStride, 1, k, 0, panel, 32, 0, init, 0, task.c + row * cStride + (j << 2), cStride, min(8, n - j));
    }
  }
}

/** Lists the columns of b by way of `spare`, where they are rows; false when there are few zeros. */
function listColumns(task: MatMulTask, lists: usize, spare: usize): bool {
  const n = task.n,
    k = task.k,
    stride = k << 2;
  for (let j = 0; j < n; j += 4) {
    const column = task.b + (j >> 3) * (k << 5) + ((j & 4) << 2);
    for (let i = 0; i < k; i += 4) transpose4(column + (i << 5), 32, spare + j * stride + (i << 2), stride);
  }
  return isSparse(listRows(spare, n, stride, k, lists), n * k);
}

/** c[rows][n] from its transpose, whose rows are wide. */
function turnBack(product: usize, rows: i32, n: i32, c: usize): void {
  const cStride = n << 2;
  for (let i = 0; i < rows; i += 4)
    for (let j = 0; j < n; j += 4) transpose4(product + j * WIDE_BYTES + (i << 2), WIDE_BYTES, c + i * cStride + (j << 2), cStride);
}

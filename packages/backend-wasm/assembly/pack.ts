/** Where a matrix b[k][n] lies and the panels go: ceil(n / 8) panels of [k][8], filled up with zeros. */
@unmanaged
export class PackTask {
  from: usize;
  to: usize;
  rows: i32;
  columns: i32;
  /** Bytes from one row of b to the next, and from one column to the next. */
  rowStride: i32;
  columnStride: i32;
}

/** Packs the panels [start, end). */
export function pack(task: PackTask, start: i32, end: i32, thread: i32): void {
  packPanels(task.from, task.to, task.rows, task.columns, task.rowStride, task.columnStride, start, end);
}

export function packPanels(
  from: usize,
  to: usize,
  rows: i32,
  columns: i32,
  rowStride: i32,
  columnStride: i32,
  start: i32,
  end: i32,
): void {
  to += start * (rows << 5);
  for (let panel = start; panel < end; panel++) {
    const width = min(8, columns - (panel << 3));
    let row = from + (panel << 3) * columnStride;
    if (width == 8 && columnStride == 4) {
      for (let k = 0; k < rows; k++) {
        v128.store(to, v128.load(row));
        v128.store(to, v128.load(row, 16), 16);
        row += rowStride;
        to += 32;
      }
    } else if (width == 8 && rowStride == 4) {
      to = packTransposed(row, to, rows, columnStride);
    } else {
      for (let k = 0; k < rows; k++) {
        for (let i = 0; i < width; i++) store<f32>(to + (i << 2), load<f32>(row + i * columnStride));
        for (let i = width; i < 8; i++) store<f32>(to + (i << 2), 0);
        row += rowStride;
        to += 32;
      }
    }
  }
}

/** A full panel whose columns are contiguous along k: 4 x 4 blocks are transposed in registers. */
function packTransposed(from: usize, to: usize, rows: i32, columnStride: i32): usize {
  let k = 0;
  for (; k + 4 <= rows; k += 4) {
    transpose4(from, to, columnStride);
    transpose4(from + 4 * columnStride, to + 16, columnStride);
    from += 16;
    to += 128;
  }
  for (; k < rows; k++) {
    for (let i = 0; i < 8; i++) store<f32>(to + (i << 2), load<f32>(from + i * columnStride));
    from += 4;
    to += 32;
  }
  return to;
}

function transpose4(from: usize, to: usize, columnStride: i32): void {
  const a = v128.load(from),
    b = v128.load(from + columnStride),
    c = v128.load(from + 2 * columnStride),
    d = v128.load(from + 3 * columnStride);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7),
    cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7), 32);
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5), 64);
  v128.store(to, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7), 96);
}

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
      packTransposed(row, to, rows, columnStride, 32);
      to += rows << 5;
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

/** Eight columns that are contiguous along k, to rows `pitch` bytes apart: 4 x 4 blocks are transposed in registers. */
export function packTransposed(from: usize, to: usize, rows: i32, columnStride: i32, pitch: i32): void {
  let k = 0;
  for (; k + 4 <= rows; k += 4) {
    transpose4(from, columnStride, to, pitch);
    transpose4(from + 4 * columnStride, columnStride, to + 16, pitch);
    from += 16;
    to += pitch << 2;
  }
  for (; k < rows; k++) {
    for (let i = 0; i < 8; i++) store<f32>(to + (i << 2), load<f32>(from + i * columnStride));
    from += 4;
    to += pitch;
  }
}

/** A block of 4 x 4 numbers, transposed. */
export function transpose4(from: usize, fromStride: i32, to: usize, toStride: i32): void {
  const a = v128.load(from),
    b = v128.load(from + fromStride),
    c = v128.load(from + 2 * fromStride),
    d = v128.load(from + 3 * fromStride);
  const ab0 = v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    ab1 = v128.shuffle<f32>(a, b, 2, 6, 3, 7),
    cd0 = v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    cd1 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab0, cd0, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(ab0, cd0, 2, 3, 6, 7));
  v128.store(to + 2 * toStride, v128.shuffle<f32>(ab1, cd1, 0, 1, 4, 5));
  v128.store(to + 3 * toStride, v128.shuffle<f32>(ab1, cd1, 2, 3, 6, 7));
}

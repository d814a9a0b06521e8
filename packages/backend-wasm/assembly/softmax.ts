import { exp4 } from './exp';
import { storeLanes } from './simd';

/** Rows of `columns` numbers. */
@unmanaged
export class RowsTask {
  from: usize;
  to: usize;
  columns: i32;
}

/** Each row becomes e^x / sum of e^x. */
export function softmax(task: RowsTask, start: i32, end: i32, thread: i32): void {
  const columns = task.columns;
  for (let row = start; row < end; row++) {
    const from = task.from + ((row * columns) << 2),
      to = task.to + ((row * columns) << 2);
    const top = f32x4.splat(largest(from, columns));
    let sum: f32 = 0;
    for (let j = 0; j < columns; j += 4) {
      storeLanes(to + (j << 2), exp4(f32x4.sub(v128.load(from + (j << 2)), top)), columns - j);
      for (let i = j; i < min(j + 4, columns); i++) sum += load<f32>(to + (i << 2));
    }
    const total = f32x4.splat(sum);
    for (let j = 0; j < columns; j += 4)
      storeLanes(to + (j << 2), f32x4.div(v128.load(to + (j << 2)), total), columns - j);
  }
}

function largest(from: usize, columns: i32): f32 {
  let top: f32 = load<f32>(from);
  for (let j = 1; j < columns; j++) top = max(top, load<f32>(from + (j << 2)));
  return top;
}

/** The index of each row's first largest number. */
export function argMax(task: RowsTask, start: i32, end: i32, thread: i32): void {
  const columns = task.columns;
  for (let row = start; row < end; row++) {
    const from = task.from + ((row * columns) << 2);
    let best = 0;
    let top: f32 = load<f32>(from);
    for (let j = 1; j < columns; j++) {
      const value: f32 = load<f32>(from + (j << 2));
      if (value > top) {
        top = value;
        best = j;
      }
    }
    store<i32>(task.to + (row << 2), best);
  }
}

import { activate, activationGradient } from './activation';

/** y = activation(x) over plain numbers. */
@unmanaged
export class ActivationTask {
  from: usize;
  to: usize;
  activation: i32;
}

/** The numbers [start, end); start is a multiple of 4, and up to three numbers past the end may be written. */
export function activationForward(task: ActivationTask, start: i32, end: i32, thread: i32): void {
  const at = start << 2;
  activate(task.activation, task.to + at, task.from + at, end - start);
}


/** dz = dy·activation'(y) over plain numbers. */
@unmanaged
export class ActivationGradientTask {
  y: usize;
  dy: usize;
  dz: usize;
  activation: i32;
}

/** The numbers [start, end); start is a multiple of 4, and up to three numbers past the end may be written. */
export function activationBackward(task: ActivationGradientTask, start: i32, end: i32, thread: i32): void {
  const at = start << 2;
  activationGradient(task.activation, task.dz + at, task.y + at, task.dy + at, end - start);
}

@unmanaged
export class ColumnSumsTask {
  from: usize;
  /** A block of `columns` rounded up to 8 for each chunk of rows. */
  partial: usize;
  columns: i32;
  chunk: i32;
}

/** The sums of the columns over the rows [start, end), into the partial block of that chunk. */
export function columnSums(task: ColumnSumsTask, start: i32, end: i32, thread: i32): void {
  const stride = task.columns << 2;
  const to = task.partial + (start / task.chunk) * (((task.columns + 7) & ~7) << 2);
  for (let j = 0; j < stride; j += 16) {
    let a = f32x4.splat(0),
      b = f32x4.splat(0),
      from = task.from + start * stride + j,
      row = end - start;
    for (; row >= 2; row -= 2) {
      a = f32x4.add(a, v128.load(from));
      b = f32x4.add(b, v128.load(from + stride));
      from += stride << 1;
    }
    if (row) a = f32x4.add(a, v128.load(from));
    v128.store(to + j, f32x4.add(a, b));
  }
}

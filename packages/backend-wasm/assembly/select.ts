@unmanaged
export class SelectTask {
  condition: usize;
  a: usize;
  b: usize;
  to: usize;
}

/** to[i] = condition[i] ? a[i] : b[i], a condition being a byte; may write three numbers past the end. */
export function select(task: SelectTask, start: i32, end: i32, thread: i32): void {
  const a = task.a, b = task.b, to = task.to;
  const zero = i32x4.splat(0);
  for (let i = start; i < end; i += 4) {
    const bytes = v128.load32_zero(task.condition + i);
    const mask = i32x4.ne(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)), zero);
    const at = <usize>i << 2;
    v128.store(to + at, v128.bitselect(v128.load(a + at), v128.load(b + at), mask));
  }
}

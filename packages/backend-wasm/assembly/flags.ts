@unmanaged
export class FlagsTask {
  from: usize;
  to: usize;
}

/** Four bytes as numbers. */
// @ts-ignore: decorator
@inline
function widen(from: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(from)));
}

/** Booleans, which are bytes, as 0 and 1; these may write three numbers past the end. */
export function flagsToFloat(task: FlagsTask, start: i32, end: i32, thread: i32): void {
  for (let i = start; i < end; i += 4)
    v128.store(task.to + (<usize>i << 2), f32x4.convert_i32x4_s(widen(task.from + i)));
}

export function flagsToInteger(task: FlagsTask, start: i32, end: i32, thread: i32): void {
  for (let i = start; i < end; i += 4) v128.store(task.to + (<usize>i << 2), widen(task.from + i));
}

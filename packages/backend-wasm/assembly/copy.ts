import { copyNumbers } from './simd';

/**
 * Copies numbers of 4 bytes between two strided arrays of up to eight axes, the innermost apart; a stride of 0 repeats, a
 * negative one reverses. Rows are what the outer axes count, size0 being the outermost of `rank` ones.
 */
@unmanaged
export class CopyTask {
  from: usize;
  to: usize;
  inner: i32;
  innerFrom: i32;
  innerTo: i32;
  rank: i32;
  size0: i32;
  size1: i32;
  size2: i32;
  size3: i32;
  size4: i32;
  size5: i32;
  size6: i32;
  from0: i32;
  from1: i32;
  from2: i32;
  from3: i32;
  from4: i32;
  from5: i32;
  from6: i32;
  to0: i32;
  to1: i32;
  to2: i32;
  to3: i32;
  to4: i32;
  to5: i32;
  to6: i32;
}

/** The rows [start, end). */
export function copyStrided(task: CopyTask, start: i32, end: i32, thread: i32): void {
  const sizes = changetype<usize>(task) + offsetof<CopyTask>('size0');
  const inner = task.inner,
    innerFrom = task.innerFrom << 2,
    innerTo = task.innerTo << 2;
  for (let row = start; row < end; row++) {
    let from = task.from,
      to = task.to,
      rest = row;
    for (let axis = task.rank - 1; axis >= 0; axis--) {
      const at = sizes + (axis << 2);
      const size = load<i32>(at);
      const i = axis > 0 ? rest % size : rest;
      from += (i * load<i32>(at, 28)) << 2;
      to += (i * load<i32>(at, 56)) << 2;
      rest /= size;
    }
    if (innerFrom == 4 && innerTo == 4) copyNumbers(to, from, inner);
    else
      for (let i = 0; i < inner; i++) {
        store<i32>(to, load<i32>(from));
        from += innerFrom;
        to += innerTo;
      }
  }
}

/** Copies rows of `inner` numbers from [outer][length][inner] by index to [outer][count][inner]. */
@unmanaged
export class GatherTask {
  from: usize;
  to: usize;
  indices: usize;
  count: i32;
  length: i32;
  inner: i32;
}

/** The rows [start, end) of [outer][count]. */
export function gather(task: GatherTask, start: i32, end: i32, thread: i32): void {
  const rowBytes = task.inner << 2;
  for (let row = start; row < end; row++) {
    const index = load<i32>(task.indices + ((row % task.count) << 2));
    copyNumbers(task.to + row * rowBytes, task.from + ((row / task.count) * task.length + index) * rowBytes, task.inner);
  }
}

@unmanaged
export class CastTask {
  from: usize;
  to: usize;
}

/** Integers to floats. */
export function toFloat(task: CastTask, start: i32, end: i32, thread: i32): void {
  for (let at = start << 2, last = end << 2; at < last; at += 16)
    v128.store(task.to + at, f32x4.convert_i32x4_s(v128.load(task.from + at)));
}

/** Floats to integers, towards zero; NaN becomes 0. */
export function toInteger(task: CastTask, start: i32, end: i32, thread: i32): void {
  for (let at = start << 2, last = end << 2; at < last; at += 16)
    v128.store(task.to + at, i32x4.trunc_sat_f32x4_s(v128.load(task.from + at)));
}

/** Rows of `depth` numbers that are `off` except at their index. */
@unmanaged
export class OneHotTask {
  indices: usize;
  to: usize;
  depth: i32;
  on: f32;
  off: f32;
}

export function oneHot(task: OneHotTask, start: i32, end: i32, thread: i32): void {
  for (let row = start; row < end; row++) {
    const to = task.to + ((row * task.depth) << 2);
    for (let j = 0; j < task.depth; j++) store<f32>(to + (j << 2), task.off);
    const index = load<i32>(task.indices + (row << 2));
    if (index >= 0 && index < task.depth) store<f32>(to + (index << 2), task.on);
  }
}

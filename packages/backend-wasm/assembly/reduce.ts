import { storeLanes, sumLanes } from './simd';

/** Reduces the middle axis of [outer][length][inner]; long axes in pieces, which a second task puts together. */
@unmanaged
export class ReduceTask {
  from: usize;
  to: usize;
  length: i32;
  inner: i32;
  /** Pieces of the axis, and their length. */
  pieces: i32;
  pieceLength: i32;
}

/** Items are [outer][pieces], and so is the result [outer][pieces][inner]. */
export function sum(task: ReduceTask, start: i32, end: i32, thread: i32): void {
  for (let item = start; item < end; item++) reduceItem(0, task, item);
}

export function maximumOf(task: ReduceTask, start: i32, end: i32, thread: i32): void {
  for (let item = start; item < end; item++) reduceItem(1, task, item);
}

export function minimumOf(task: ReduceTask, start: i32, end: i32, thread: i32): void {
  for (let item = start; item < end; item++) reduceItem(2, task, item);
}

/** Integers pass through numbers of 32 bits untouched. */
export function sumIntegers(task: ReduceTask, start: i32, end: i32, thread: i32): void {
  for (let item = start; item < end; item++) reduceItem(3, task, item);
}

// @ts-ignore: decorator
@inline
function combine(op: i32, a: v128, b: v128): v128 {
  if (op == 0) return f32x4.add(a, b);
  if (op == 3) return i32x4.add(a, b);
  return op == 1 ? f32x4.max(a, b) : f32x4.min(a, b);
}

// @ts-ignore: decorator
@inline
function combine1(op: i32, a: f32, b: f32): f32 {
  if (op == 0) return a + b;
  if (op == 3) return reinterpret<f32>(reinterpret<i32>(a) + reinterpret<i32>(b));
  return op == 1 ? max(a, b) : min(a, b);
}

// @ts-ignore: decorator
@inline
function reduceItem(op: i32, task: ReduceTask, item: i32): void {
  const outer = item / task.pieces;
  const first = (item % task.pieces) * task.pieceLength;
  const count = min(task.pieceLength, task.length - first);
  const from = task.from + (((outer * task.length + first) * task.inner) << 2);
  const to = task.to + ((item * task.inner) << 2);
  if (task.inner == 1) store<f32>(to, reduceRow(op, from, count));
  else reduceColumns(op, from, count, task.inner, to);
}

// @ts-ignore: decorator
@inline
function reduceRow(op: i32, from: usize, count: i32): f32 {
  let result: f32 = load<f32>(from);
  let i = 1;
  if (count >= 8) {
    let a = v128.load(from),
      b = v128.load(from, 16);
    for (i = 8; i + 8 <= count; i += 8) {
      a = combine(op, a, v128.load(from + (i << 2)));
      b = combine(op, b, v128.load(from + (i << 2), 16));
    }
    a = combine(op, a, b);
    if (op == 0) result = sumLanes(a);
    else {
      a = combine(op, a, v128.shuffle<f32>(a, a, 2, 3, 0, 1));
      result = combine1(op, f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1));
    }
  }
  for (; i < count; i++) result = combine1(op, result, load<f32>(from + (i << 2)));
  return result;
}

// @ts-ignore: decorator
@inline
function reduceColumns(op: i32, from: usize, count: i32, inner: i32, to: usize): void {
  const stride = inner << 2;
  for (let j = 0; j < inner; j += 4) {
    let at = from + (j << 2);
    let result = v128.load(at);
    for (let row = 1; row < count; row++) {
      at += stride;
      result = combine(op, result, v128.load(at));
    }
    storeLanes(to + (j << 2), result, inner - j);
  }
}

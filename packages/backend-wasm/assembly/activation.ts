import { sigmoid, tanh } from './exp';

export const LINEAR = 0;
export const RELU = 1;
export const SIGMOID = 2;
export const TANH = 3;

/** y = activation(x) for `count` numbers; may write up to three numbers past the end. */
export function activate(kind: i32, to: usize, from: usize, count: i32): void {
  if (kind == SIGMOID) sigmoid(to, from, count);
  else if (kind == TANH) tanh(to, from, count);
  else if (kind == RELU) relu(to, from, count);
}

function relu(to: usize, from: usize, count: i32): void {
  const zero = f32x4.splat(0);
  for (; count > 0; count -= 4) {
    v128.store(to, f32x4.pmax(v128.load(from), zero));
    from += 16;
    to += 16;
  }
}

/** dz = dy·activation'(z), told from y = activation(z); the slope of relu at 0 is 0. */
// @ts-ignore: decorator
@inline
export function slope4(kind: i32, y: v128, dy: v128, one: v128): v128 {
  if (kind == SIGMOID) return f32x4.mul(dy, f32x4.mul(y, f32x4.sub(one, y)));
  if (kind == TANH) return f32x4.mul(dy, f32x4.sub(one, f32x4.mul(y, y)));
  if (kind == RELU) return v128.and(dy, f32x4.gt(y, f32x4.splat(0)));
  return dy;
}

/** `slope4` over `count` numbers; may write up to three numbers past the end. */
export function activationGradient(kind: i32, to: usize, y: usize, dy: usize, count: i32): void {
  const one = f32x4.splat(1);
  if (kind == SIGMOID) {
    for (; count > 0; count -= 4, to += 16, y += 16, dy += 16)
      v128.store(to, slope4(SIGMOID, v128.load(y), v128.load(dy), one));
  } else if (kind == TANH) {
    for (; count > 0; count -= 4, to += 16, y += 16, dy += 16)
      v128.store(to, slope4(TANH, v128.load(y), v128.load(dy), one));
  } else if (kind == RELU) {
    for (; count > 0; count -= 4, to += 16, y += 16, dy += 16)
      v128.store(to, slope4(RELU, v128.load(y), v128.load(dy), one));
  } else if (to != dy) memory.copy(to, dy, <usize>count << 2);
}

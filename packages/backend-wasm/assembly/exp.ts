import { madd } from './simd';

/** Constants by their place in memory: V8 makes a `v128` constant again at each use inside a loop, so they are loaded. */
const TABLE: usize = memory.data<f32>([
  // shared
  1.442695040888963, // 0: log2(e)
  12582912, // 4: 1.5·2^23; adding it rounds a small number to an integer in the low bits
  1, // 8
  // e^x
  -87.33654, // 12: least x whose exponential is normal
  88.73, // 16: e^x overflows from here
  -0.693359375, // 20: -ln 2, the high part
  2.12194440e-4, // 24: -ln 2, the rest
  0.49999994, // 28: e^r = 1 + r + ..., |r| <= ln(2)/2, relative error 3e-9
  0.16666521, // 32
  0.04166839, // 36
  0.00836871, // 40
  0.00138146, // 44
  // sigmoid
  -1.442695040888963, // 48
  87.33654, // 52
  0.69314700, // 56: 2^r = 1 + ..., |r| <= 1/2, relative error 9e-8
  0.24022242, // 60
  0.055507336, // 64
  0.009671513, // 68
  0.0013264727, // 72
]);

// @ts-ignore: decorator
@inline
function constant(offset: usize): v128 {
  return v128.load32_splat(TABLE + offset);
}

/** e^x for each lane: relative error below 2e-7; 0 for x < -87.3, Infinity for x > 88.73; NaN stays NaN. */
export function exp4(x: v128): v128 {
  const low = constant(12);
  const clamped = f32x4.pmin(f32x4.pmax(x, low), constant(16));
  const shifted = madd(clamped, constant(0), constant(4));
  const n = f32x4.sub(shifted, constant(4));
  const r = madd(n, constant(24), madd(n, constant(20), clamped));
  let p = madd(constant(44), r, constant(40));
  p = madd(p, r, constant(36));
  p = madd(p, r, constant(32));
  p = madd(p, r, constant(28));
  p = madd(p, r, constant(8));
  p = madd(p, r, constant(8));
  // 2^n in two steps, as 2^128 alone would overflow: 2^(n - 1) by the exponent's bits, then 2
  const half = i32x4.sub(i32x4.add(p, i32x4.shl(shifted, 23)), i32x4.splat(1 << 23));
  const result = v128.andnot(f32x4.add(half, half), f32x4.lt(x, low));
  return v128.or(result, f32x4.ne(x, x));
}

/** 1 / (1 + e^-x) for `count` numbers, four at a time: may write up to three numbers past the end. */
export function sigmoid(to: usize, from: usize, count: i32): void {
  const scale = constant(48),
    magic = constant(4),
    low = constant(12),
    high = constant(52),
    one = constant(8);
  for (; count > 0; count -= 4) {
    const x = f32x4.pmin(f32x4.pmax(v128.load(from), low), high);
    const shifted = madd(x, scale, magic);
    const r = madd(x, scale, f32x4.sub(magic, shifted));
    let p = madd(constant(72), r, constant(68));
    p = madd(p, r, constant(64));
    p = madd(p, r, constant(60));
    p = madd(p, r, constant(56));
    p = madd(p, r, one);
    const e = i32x4.add(p, i32x4.shl(shifted, 23));
    v128.store(to, f32x4.div(one, f32x4.add(one, e)));
    from += 16;
    to += 16;
  }
}

/** tanh for `count` numbers as 1 - 2 / (1 + e^2x), or x - x³/3 + 2x⁵/15 near 0; may write three numbers past the end. */
export function tanh(to: usize, from: usize, count: i32): void {
  const one = constant(8),
    small = f32x4.splat(0.04);
  for (; count > 0; count -= 4) {
    const x = v128.load(from);
    const e = exp4(f32x4.add(x, x));
    const far = f32x4.sub(one, f32x4.div(f32x4.add(one, one), f32x4.add(one, e)));
    const square = f32x4.mul(x, x);
    const near = madd(
      f32x4.mul(x, square),
      madd(square, f32x4.splat(0.13333334), f32x4.splat(-0.33333334)),
      x,
    );
    v128.store(to, v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), small)));
    from += 16;
    to += 16;
  }
}

import { exp4 } from './exp';
import { log4 } from './log';
import { madd } from './simd';

const TABLE: usize = memory.data<f32>([
  // erf x = x·p(x²), |x| < 1: the series of (2/sqrt(pi))·(-1)^n·x^2n / (n!·(2n + 1)), n = 0 to 10
  1.1283791671, // 0
  -0.3761263890, // 4
  0.1128379167, // 8
  -0.0268661706, // 12
  0.0052239776, // 16
  -8.548327e-4, // 20
  1.205533e-4, // 24
  -1.492565e-5, // 28
  1.646211e-6, // 32
  -1.636584e-7, // 36
  1.480719e-8, // 40
  // erf x = 1 - t·q(t)·e^(-x²), t = 1 / (1 + 0.3275911·x), x >= 1 (Abramowitz and Stegun 7.1.26, error below 1.5e-7)
  0.3275911, // 44
  0.254829592, // 48
  -0.284496736, // 52
  1.421413741, // 56
  -1.453152027, // 60
  1.061405429, // 64
  // e^x - 1 = x·s(x), |x| < 1/2: 1 / n!, n = 2 to 8
  0.5, // 68
  0.16666667, // 72
  0.041666667, // 76
  0.0083333333, // 80
  0.0013888889, // 84
  1.9841270e-4, // 88
  2.4801587e-5, // 92
]);

// @ts-ignore: decorator
@inline
function constant(offset: usize): v128 {
  return v128.load32_splat(TABLE + offset);
}

// @ts-ignore: decorator
@inline
function one(): v128 {
  return f32x4.splat(1);
}

/** The sign bits. */
// @ts-ignore: decorator
@inline
function signOf(x: v128): v128 {
  return v128.and(x, i32x4.splat(0x80000000));
}

/** erf x for each lane: relative error below 5e-7. */
export function erf4(x: v128): v128 {
  const size = f32x4.abs(x);
  const square = f32x4.mul(x, x);
  let p = madd(constant(40), square, constant(36));
  p = madd(p, square, constant(32));
  p = madd(p, square, constant(28));
  p = madd(p, square, constant(24));
  p = madd(p, square, constant(20));
  p = madd(p, square, constant(16));
  p = madd(p, square, constant(12));
  p = madd(p, square, constant(8));
  p = madd(p, square, constant(4));
  p = madd(p, square, constant(0));
  const near = f32x4.mul(x, p);
  const t = f32x4.div(one(), madd(size, constant(44), one()));
  let q = madd(constant(64), t, constant(60));
  q = madd(q, t, constant(56));
  q = madd(q, t, constant(52));
  q = madd(q, t, constant(48));
  const tail = f32x4.mul(f32x4.mul(q, t), exp4(f32x4.neg(square)));
  const far = v128.or(f32x4.sub(one(), tail), signOf(x));
  return v128.bitselect(near, far, f32x4.lt(size, one()));
}

/** e^x - 1 for each lane: relative error below 4e-7. */
export function expm14(x: v128): v128 {
  let s = madd(constant(92), x, constant(88));
  s = madd(s, x, constant(84));
  s = madd(s, x, constant(80));
  s = madd(s, x, constant(76));
  s = madd(s, x, constant(72));
  s = madd(s, x, constant(68));
  s = madd(s, x, one());
  const near = f32x4.mul(x, s);
  const far = f32x4.sub(exp4(x), one());
  return v128.bitselect(near, far, f32x4.lt(f32x4.abs(x), constant(68)));
}

/** ln(1 + x) for each lane: what is lost in u = 1 + x comes back as the factor x / (u - 1). Relative error below 4e-7. */
export function log1p4(x: v128): v128 {
  const u = f32x4.add(x, one());
  const y = f32x4.mul(log4(u), f32x4.div(x, f32x4.sub(u, one())));
  const keepsX = v128.or(f32x4.eq(u, one()), f32x4.eq(x, f32x4.splat(Infinity)));
  return v128.bitselect(x, y, keepsX);
}

/** ln(1 + e^x) for each lane, as max(x, 0) + ln(1 + e^-|x|). */
export function softplus4(x: v128): v128 {
  const rest = log1p4(exp4(f32x4.neg(f32x4.abs(x))));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), rest);
}

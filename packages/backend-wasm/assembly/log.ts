import { madd } from './simd';

const TABLE: usize = memory.data<f32>([
  0.70710677, // 0: sqrt(1/2)
  0.693359375, // 4: ln 2, the high part
  -2.12194440e-4, // 8: ln 2, the rest
  7.0376836e-2, // 12: log(1 + m) = m - m²/2 + m³·p(m), |m| <= 0.42
  -1.1514610e-1, // 16
  1.1676998e-1, // 20
  -1.2420141e-1, // 24
  1.4249323e-1, // 28
  -1.6668057e-1, // 32
  2.0000714e-1, // 36
  -2.4999994e-1, // 40
  3.3333331e-1, // 44
]);

// @ts-ignore: decorator
@inline
function constant(offset: usize): v128 {
  return v128.load32_splat(TABLE + offset);
}

/** ln x for each lane: relative error below 2e-7; -Infinity at 0, NaN below it; subnormal numbers count as 0. */
export function log4(x: v128): v128 {
  const one = f32x4.splat(1);
  // x = 2^e·m with sqrt(1/2) <= m < sqrt(2)
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3));
  const e = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23));
  const m = f32x4.sub(i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3)), one);
  const square = f32x4.mul(m, m);
  let p = madd(constant(12), m, constant(16));
  p = madd(p, m, constant(20));
  p = madd(p, m, constant(24));
  p = madd(p, m, constant(28));
  p = madd(p, m, constant(32));
  p = madd(p, m, constant(36));
  p = madd(p, m, constant(40));
  p = madd(p, m, constant(44));
  let y = f32x4.mul(f32x4.mul(m, square), p);
  y = madd(e, constant(8), y);
  y = madd(square, f32x4.splat(-0.5), y);
  y = madd(e, constant(4), f32x4.add(m, y));
  const infinity = f32x4.splat(Infinity);
  y = v128.bitselect(infinity, y, f32x4.eq(x, infinity));
  y = v128.bitselect(f32x4.splat(-Infinity), y, f32x4.lt(f32x4.abs(x), f32x4.splat(1.17549435e-38)));
  return v128.or(y, v128.or(f32x4.lt(x, f32x4.splat(0)), f32x4.ne(x, x)));
}

// Multiply-adds on registers alone: ten accumulators, one factor, no memory. What the SIMD units of one core can do.

/** Ten times four multiply-adds a round; returns a sum so that nothing is dropped. */
export function multiplyAdd(rounds: i32, factor: f32, addend: f32): f32 {
  const x = f32x4.splat(factor);
  const start = f32x4.splat(addend);
  let a = start,
    b = start,
    c = start,
    d = start,
    e = start,
    f = start,
    g = start,
    h = start,
    i = start,
    j = start;
  while (rounds-- > 0) {
    a = f32x4.relaxed_madd(a, x, start);
    b = f32x4.relaxed_madd(b, x, start);
    c = f32x4.relaxed_madd(c, x, start);
    d = f32x4.relaxed_madd(d, x, start);
    e = f32x4.relaxed_madd(e, x, start);
    f = f32x4.relaxed_madd(f, x, start);
    g = f32x4.relaxed_madd(g, x, start);
    h = f32x4.relaxed_madd(h, x, start);
    i = f32x4.relaxed_madd(i, x, start);
    j = f32x4.relaxed_madd(j, x, start);
  }
  const sum = f32x4.add(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)), f32x4.add(f32x4.add(e, f), f32x4.add(g, h)));
  return f32x4.extract_lane(f32x4.add(sum, f32x4.add(i, j)), 0);
}

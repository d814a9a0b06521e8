/** a·b + c: one rounding where the engine has relaxed SIMD, two in the plain build. */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Stores the first 1 to 4 lanes of `v`. */
// @ts-ignore: decorator
@inline
export function storeLanes(to: usize, v: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, v);
    return;
  }
  if (lanes & 2) {
    v128.store64_lane(to, v, 0);
    if (lanes & 1) v128.store32_lane(to, v, 2, 8);
  } else v128.store32_lane(to, v, 0);
}

/** Stores the first 1 to 8 columns of two vectors; a call in a tile's loop would make V8 spill the accumulators. */
// @ts-ignore: decorator
@inline
export function storeColumns(to: usize, low: v128, high: v128, columns: i32): void {
  if (columns > 4) {
    v128.store(to, low);
    storeLanes(to + 16, high, columns - 4);
  } else storeLanes(to, low, columns);
}

/** The sum of the four lanes. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 2) + (f32x4.extract_lane(v, 1) + f32x4.extract_lane(v, 3))
  );
}

/** Copies `count` numbers of 4 bytes; for the short rows where a call of memory.copy costs more than the copy. */
export function copyNumbers(to: usize, from: usize, count: i32): void {
  for (; count >= 4; count -= 4) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  }
  if (count > 0) storeLanes(to, v128.load(from), count);
}

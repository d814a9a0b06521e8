// The inverse cosine transform of libjpeg's accurate integer method (after Loeffler, Ligtenberg and Moschytz, 1989), as its
// SIMD code computes it: 16-bit numbers, products of 32 bits with 13 bits behind the point.


// Pairs of factors for two neighbouring numbers, each pair four times. From memory they take one instruction.
const factors = memory.data<i16>([
  10703, 4433, 10703, 4433, 10703, 4433, 10703, 4433, // 0.541 + 0.765, 0.541
  4433, -10704, 4433, -10704, 4433, -10704, 4433, -10704, // 0.541, 0.541 - 1.848
  -6436, 9633, -6436, 9633, -6436, 9633, -6436, 9633, // 1.176 - 1.962, 1.176
  9633, 6437, 9633, 6437, 9633, 6437, 9633, 6437, // 1.176, 1.176 - 0.390
  -4927, -7373, -4927, -7373, -4927, -7373, -4927, -7373, // 0.299 - 0.900, -0.900
  -7373, 4926, -7373, 4926, -7373, 4926, -7373, 4926, // -0.900, 1.501 - 0.900
  -4176, -20995, -4176, -20995, -4176, -20995, -4176, -20995, // 2.053 - 2.563, -2.563
  -20995, 4177, -20995, 4177, -20995, 4177, -20995, 4177, // -2.563, 3.073 - 2.563
], 16);

/** Eight rows of 16-bit numbers. */
const work = memory.data(128, 16);

// @ts-ignore: decorator
@inline
function lower(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function upper(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

// @ts-ignore: decorator
@inline
function dot(a: v128, factor: usize): v128 {
  return i32x4.dot_i16x8_s(a, v128.load(factors + (factor << 4)));
}

/** (a ± b) / 2^shift, as 16-bit numbers from 32-bit halves. */
// @ts-ignore: decorator
@inline
function sum(aLow: v128, aHigh: v128, bLow: v128, bHigh: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(aLow, bLow), shift), i32x4.shr_s(i32x4.add(aHigh, bHigh), shift));
}

// @ts-ignore: decorator
@inline
function difference(aLow: v128, aHigh: v128, bLow: v128, bHigh: v128, shift: i32): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.sub(aLow, bLow), shift), i32x4.shr_s(i32x4.sub(aHigh, bHigh), shift));
}

/** Transforms eight columns of eight numbers, from `from` to `work`, and divides by 2^shift after adding `rounding`. */
// @ts-ignore: decorator
@inline
function transformColumns(from: usize, rounding: i32, shift: i32): void {
  const x1 = v128.load(from, 16);
  const x3 = v128.load(from, 48);
  const x5 = v128.load(from, 80);
  const x7 = v128.load(from, 112);
  const z3 = i16x8.add(x7, x3);
  const z4 = i16x8.add(x5, x1);
  const zLow = lower(z3, z4);
  const zHigh = upper(z3, z4);
  const z3Low = dot(zLow, 2);
  const z3High = dot(zHigh, 2);
  const z4Low = dot(zLow, 3);
  const z4High = dot(zHigh, 3);
  const x71Low = lower(x7, x1);
  const x71High = upper(x7, x1);
  const odd0Low = i32x4.add(dot(x71Low, 4), z3Low);
  const odd0High = i32x4.add(dot(x71High, 4), z3High);
  const odd3Low = i32x4.add(dot(x71Low, 5), z4Low);
  const odd3High = i32x4.add(dot(x71High, 5), z4High);
  const x53Low = lower(x5, x3);
  const x53High = upper(x5, x3);
  const odd1Low = i32x4.add(dot(x53Low, 6), z4Low);
  const odd1High = i32x4.add(dot(x53High, 6), z4High);
  const odd2Low = i32x4.add(dot(x53Low, 7), z3Low);
  const odd2High = i32x4.add(dot(x53High, 7), z3High);

  const x0 = v128.load(from);
  const x2 = v128.load(from, 32);
  const x4 = v128.load(from, 64);
  const x6 = v128.load(from, 96);
  const round = i32x4.splat(rounding);
  const x04 = i16x8.add(x0, x4);
  const x26Low = lower(x2, x6);
  const x26High = upper(x2, x6);
  const t0Low = i32x4.add(i32x4.shl(i32x4.extend_low_i16x8_s(x04), 13), round);
  const t0High = i32x4.add(i32x4.shl(i32x4.extend_high_i16x8_s(x04), 13), round);
  const t3Low = dot(x26Low, 0);
  const t3High = dot(x26High, 0);
  const even0Low = i32x4.add(t0Low, t3Low);
  const even0High = i32x4.add(t0High, t3High);
  v128.store(work, sum(even0Low, even0High, odd3Low, odd3High, shift));
  v128.store(work, difference(even0Low, even0High, odd3Low, odd3High, shift), 112);
  const even3Low = i32x4.sub(t0Low, t3Low);
  const even3High = i32x4.sub(t0High, t3High);
  v128.store(work, sum(even3Low, even3High, odd0Low, odd0High, shift), 48);
  v128.store(work, difference(even3Low, even3High, odd0Low, odd0High, shift), 64);

  const x0minus4 = i16x8.sub(x0, x4);
  const t1Low = i32x4.add(i32x4.shl(i32x4.extend_low_i16x8_s(x0minus4), 13), round);
  const t1High = i32x4.add(i32x4.shl(i32x4.extend_high_i16x8_s(x0minus4), 13), round);
  const t2Low = dot(x26Low, 1);
  const t2High = dot(x26High, 1);
  const even1Low = i32x4.add(t1Low, t2Low);
  const even1High = i32x4.add(t1High, t2High);
  v128.store(work, sum(even1Low, even1High, odd2Low, odd2High, shift), 16);
  v128.store(work, difference(even1Low, even1High, odd2Low, odd2High, shift), 96);
  const even2Low = i32x4.sub(t1Low, t2Low);
  const even2High = i32x4.sub(t1High, t2High);
  v128.store(work, sum(even2Low, even2High, odd1Low, odd1High, shift), 32);
  v128.store(work, difference(even2Low, even2High, odd1Low, odd1High, shift), 80);
}

/** Exchanges rows and columns of `work`. */
// @ts-ignore: decorator
@inline
function transpose(): void {
  const r0 = v128.load(work);
  const r1 = v128.load(work, 16);
  const r2 = v128.load(work, 32);
  const r3 = v128.load(work, 48);
  const r4 = v128.load(work, 64);
  const r5 = v128.load(work, 80);
  const r6 = v128.load(work, 96);
  const r7 = v128.load(work, 112);
  // Two by two, then four by four.
  const a0 = lower(r0, r4);
  const a1 = upper(r0, r4);
  const a2 = lower(r1, r5);
  const a3 = upper(r1, r5);
  const a4 = lower(r2, r6);
  const a5 = upper(r2, r6);
  const a6 = lower(r3, r7);
  const a7 = upper(r3, r7);
  const b0 = lower(a0, a4);
  const b1 = upper(a0, a4);
  const b2 = lower(a1, a5);
  const b3 = upper(a1, a5);
  const b4 = lower(a2, a6);
  const b5 = upper(a2, a6);
  const b6 = lower(a3, a7);
  const b7 = upper(a3, a7);
  v128.store(work, lower(b0, b4));
  v128.store(work, upper(b0, b4), 16);
  v128.store(work, lower(b1, b5), 32);
  v128.store(work, upper(b1, b5), 48);
  v128.store(work, lower(b2, b6), 64);
  v128.store(work, upper(b2, b6), 80);
  v128.store(work, lower(b3, b7), 96);
  v128.store(work, upper(b3, b7), 112);
}

/** Writes two rows of `work` as samples, which are 128 more. */
// @ts-ignore: decorator
@inline
function storeRows(offset: usize, to: usize, stride: usize): void {
  const signed = i8x16.narrow_i16x8_s(v128.load(work + offset), v128.load(work + offset, 16));
  const bytes = v128.xor(signed, i8x16.splat(-128));
  v128.store64_lane(to, bytes, 0);
  v128.store64_lane(to + stride, bytes, 1);
}

/** Turns 64 coefficients into samples, 8 rows that lie `stride` bytes apart, and clears the coefficients. */
export function inverseDct(block: usize, to: usize, stride: usize): void {
  transformColumns(block, 1 << 10, 11);
  transpose();
  transformColumns(work, 1 << 17, 18);
  transpose();
  storeRows(0, to, stride);
  storeRows(32, to + 2 * stride, stride);
  storeRows(64, to + 4 * stride, stride);
  storeRows(96, to + 6 * stride, stride);
  const zero = i64x2.splat(0);
  for (let i: usize = 0; i < 128; i += 16) v128.store(block + i, zero);
}

/** The same for a block whose coefficients are all 0 but the first. */
export function flatBlock(block: usize, to: usize, stride: usize): void {
  const sample = min(255, max(0, ((<i32>load<i16>(block) + 4) >> 3) + 128));
  const eight = <u64>sample * 0x0101010101010101;
  for (let y = 0; y < 8; y++) store<u64>(to + <usize>y * stride, eight);
  store<i16>(block, 0);
}

import { blueOf, greenOf, lumaOf, redOf, truncate } from './simd';

/** Replaces each byte of `count` pixels by its entry in a table of 256 bytes. */
export function lookup(pixels: usize, count: i32, table: usize): void {
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 4) {
    const pixel = load<u32>(pixels);
    const red = <u32>load<u8>(table + (pixel & 0xff));
    const green = <u32>load<u8>(table + ((pixel >> 8) & 0xff));
    const blue = <u32>load<u8>(table + ((pixel >> 16) & 0xff));
    store<u32>(pixels, red | (green << 8) | (blue << 16));
  }
}

/** The sum of the greys of `count` pixels. */
export function lumaSum(pixels: usize, count: i32): f64 {
  const even = pixels + ((<usize>(count & ~3)) << 2);
  let total: f64 = 0;
  while (pixels < even) {
    // Lanes of 32 bits hold the sum of 2²⁴ greys.
    const end = min(even, pixels + (1 << 26));
    let sums = i32x4.splat(0);
    for (; pixels < end; pixels += 16) sums = i32x4.add(sums, lumaOf(v128.load(pixels)));
    total += <f64>(<u32>i32x4.extract_lane(sums, 0)) + <f64>(<u32>i32x4.extract_lane(sums, 1));
    total += <f64>(<u32>i32x4.extract_lane(sums, 2)) + <f64>(<u32>i32x4.extract_lane(sums, 3));
  }
  const rest = lumaOf(v128.load(pixels));
  const left = count & 3;
  if (left > 0) total += <f64>i32x4.extract_lane(rest, 0);
  if (left > 1) total += <f64>i32x4.extract_lane(rest, 1);
  if (left > 2) total += <f64>i32x4.extract_lane(rest, 2);
  return total;
}

/** Numbers that the loop needs; from memory they stay in registers, as constants they would be made again and again. */
const numbers = memory.data<f32>([0, 255, 8388608]);

// @ts-ignore: decorator
@inline
function blend(grey: v128, floatGrey: v128, channel: v128, factor: v128, zero: v128, n255: v128, twoTo23: v128): v128 {
  const difference = f32x4.convert_i32x4_s(i32x4.sub(channel, grey));
  const value = f32x4.add(floatGrey, f32x4.mul(factor, difference));
  return truncate(f32x4.pmin(n255, f32x4.pmax(zero, value)), twoTo23);
}

/** Blends `count` pixels with their greys. */
export function saturate(pixels: usize, count: i32, factor: f32): void {
  const zero = v128.load32_splat(numbers);
  const n255 = v128.load32_splat(numbers, 4);
  const twoTo23 = v128.load32_splat(numbers, 8);
  const factors = f32x4.splat(factor);
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 16) {
    const four = v128.load(pixels);
    const grey = lumaOf(four);
    const floatGrey = f32x4.convert_i32x4_s(grey);
    const red = blend(grey, floatGrey, redOf(four), factors, zero, n255, twoTo23);
    const green = blend(grey, floatGrey, greenOf(four), factors, zero, n255, twoTo23);
    const blue = blend(grey, floatGrey, blueOf(four), factors, zero, n255, twoTo23);
    v128.store(pixels, v128.or(red, v128.or(i32x4.shl(green, 8), i32x4.shl(blue, 16))));
  }
}

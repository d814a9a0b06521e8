// Four pixels of 4 bytes each, as the v128 `pixels`, and their channels as four 32-bit integers each.

// @ts-ignore: decorator
@inline
export function redOf(pixels: v128): v128 {
  return v128.and(pixels, i32x4.splat(0xff));
}

// @ts-ignore: decorator
@inline
export function greenOf(pixels: v128): v128 {
  return v128.and(i32x4.shr_u(pixels, 8), i32x4.splat(0xff));
}

// @ts-ignore: decorator
@inline
export function blueOf(pixels: v128): v128 {
  return v128.and(i32x4.shr_u(pixels, 16), i32x4.splat(0xff));
}

/** The grey of four pixels, in 16-bit fixed point rounded to an integer. */
// @ts-ignore: decorator
@inline
export function lumaOf(pixels: v128): v128 {
  const redBlue = v128.and(pixels, i32x4.splat(0x00ff00ff));
  const green = greenOf(pixels);
  const greenTwice = v128.or(green, i32x4.shl(green, 16)); // 38470 takes more than 15 bits: half of it twice
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(redBlue, i32x4.splat(19595 | (7471 << 16))),
    i32x4.dot_i16x8_s(greenTwice, i32x4.splat(19235 | (19235 << 16))),
  );
  return i32x4.shr_u(i32x4.add(sum, i32x4.splat(0x8000)), 16);
}

/** Floats from 0 to 255 to integers, fractions cut off: 2²³ + n holds n in its last bits. */
// @ts-ignore: decorator
@inline
export function truncate(x: v128, twoTo23: v128): v128 {
  return v128.xor(f32x4.add(f32x4.floor(x), twoTo23), twoTo23);
}

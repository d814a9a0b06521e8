import { blueOf, greenOf, pixelsOf, redOf, truncate } from './simd';

// Bytes to hue, saturation and value and back, in float32 alone: arranged so that each step rounds to the byte that PIL
// gets with its mixture of float32 and float64. A test goes through every hue, saturation and value.

// @ts-ignore: decorator
@inline
function float(x: v128): v128 {
  return f32x4.convert_i32x4_s(x);
}

// @ts-ignore: decorator
@inline
function rounded(x: v128): v128 {
  return truncate(f32x4.add(x, f32x4.splat(0.5)));
}

/** The hue as integers 0 to 255. */
// @ts-ignore: decorator
@inline
function hueOf(red: v128, green: v128, blue: v128, max: v128, chroma: v128): v128 {
  const one = f32x4.splat(1);
  const isRed = i32x4.eq(red, max);
  const isGreen = v128.andnot(i32x4.eq(green, max), isRed);
  const fromRed = f32x4.div(float(i32x4.sub(max, red)), chroma);
  const fromGreen = f32x4.div(float(i32x4.sub(max, green)), chroma);
  const fromBlue = f32x4.div(float(i32x4.sub(max, blue)), chroma);
  // sixths = start + plus - minus, where plus or minus is 1: added to start first, so that one rounding is left
  const start = v128.bitselect(f32x4.splat(0), v128.bitselect(f32x4.splat(2), f32x4.splat(4), isGreen), isRed);
  const plus = v128.bitselect(fromBlue, v128.bitselect(fromRed, fromGreen, isGreen), isRed);
  const minus = v128.bitselect(fromGreen, v128.bitselect(fromBlue, fromRed, isGreen), isRed);
  const sixths = v128.bitselect(
    f32x4.add(f32x4.sub(start, one), plus),
    f32x4.sub(f32x4.add(start, one), minus),
    f32x4.eq(minus, one),
  );
  const share = f32x4.div(sixths, f32x4.splat(6));
  const turn = v128.bitselect(f32x4.add(share, one), share, f32x4.lt(share, f32x4.splat(0)));
  const hue = truncate(f32x4.mul(turn, f32x4.splat(255)));
  // 255·turn may have been rounded up to the integer: 256·turn - hue < turn says so, and is exact
  const roundedUp = f32x4.lt(f32x4.sub(f32x4.mul(turn, f32x4.splat(256)), float(hue)), turn);
  return i32x4.add(hue, roundedUp);
}

/** Turns the hue of `count` pixels by `shift` of 256 steps. */
export function turnHue(pixels: usize, count: i32, shift: i32): void {
  const one = f32x4.splat(1);
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 16) {
    const four = v128.load(pixels);
    const red = redOf(four);
    const green = greenOf(four);
    const blue = blueOf(four);
    const max = i32x4.max_s(red, i32x4.max_s(green, blue));
    const chroma = float(i32x4.sub(max, i32x4.min_s(red, i32x4.min_s(green, blue))));
    const isGrey = f32x4.eq(chroma, f32x4.splat(0));
    const value = float(max);

    const turned = v128.and(i32x4.add(hueOf(red, green, blue, max, chroma), i32x4.splat(shift)), i32x4.splat(0xff));
    const saturation = truncate(f32x4.mul(f32x4.div(chroma, value), f32x4.splat(255)));

    const s = f32x4.div(float(saturation), f32x4.splat(255));
    const hueSixths = i32x4.mul(turned, i32x4.splat(6));
    const sector = i32x4.shr_u(i32x4.mul(i32x4.add(hueSixths, i32x4.splat(1)), i32x4.splat(257)), 16); // ⌊hueSixths / 255⌋
    const within = float(i32x4.sub(hueSixths, i32x4.sub(i32x4.shl(sector, 8), sector)));
    const f = f32x4.div(within, f32x4.splat(255));
    const isOdd = i32x4.ne(v128.and(sector, i32x4.splat(1)), i32x4.splat(0));
    const share = v128.bitselect(f, f32x4.sub(one, f), isOdd);
    const low = rounded(f32x4.mul(value, f32x4.sub(one, s)));
    const middle = rounded(f32x4.mul(value, f32x4.sub(one, f32x4.mul(s, share))));

    // sector      0       1       2       3       4       5       6
    // red       max  middle     low     low  middle     max     max
    // green  middle     max     max  middle     low     low  middle
    // blue      low     low  middle     max     max  middle     low
    const is1or4 = v128.or(i32x4.eq(sector, i32x4.splat(1)), i32x4.eq(sector, i32x4.splat(4)));
    const is2or3 = v128.or(i32x4.eq(sector, i32x4.splat(2)), i32x4.eq(sector, i32x4.splat(3)));
    const is1or2 = v128.or(i32x4.eq(sector, i32x4.splat(1)), i32x4.eq(sector, i32x4.splat(2)));
    const is4or5 = v128.or(i32x4.eq(sector, i32x4.splat(4)), i32x4.eq(sector, i32x4.splat(5)));
    const is2or5 = v128.or(i32x4.eq(sector, i32x4.splat(2)), i32x4.eq(sector, i32x4.splat(5)));
    const is3or4 = v128.or(i32x4.eq(sector, i32x4.splat(3)), i32x4.eq(sector, i32x4.splat(4)));
    const newRed = v128.bitselect(low, v128.bitselect(middle, max, is1or4), is2or3);
    const newGreen = v128.bitselect(low, v128.bitselect(max, middle, is1or2), is4or5);
    const newBlue = v128.bitselect(max, v128.bitselect(middle, low, is2or5), is3or4);
    // saturation 0 makes low and middle max by themselves; a chroma of 0 makes no numbers at all
    v128.store(pixels, v128.bitselect(four, pixelsOf(newRed, newGreen, newBlue), isGrey));
  }
}

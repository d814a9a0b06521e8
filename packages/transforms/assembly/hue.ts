import { blueOf, greenOf, redOf } from './simd';

// Bytes to hue, saturation and value and back, in float32 alone: arranged so that each step rounds to the byte that PIL
// gets with its mixture of float32 and float64. A test goes through every hue, saturation and value.

/** Numbers that the loop needs; from memory they stay in registers, as constants they would be made again and again. */
const numbers = memory.data<f32>([1, 2, 4, 6, 255, 256, 0.5, 0.003921569, 8388608]);

/**
 * Which of max (0), middle (1) and low (2) is the red of a sector 0 to 5, and so on around; blue is 2 and green 4 further.
 *
 * sector      0       1       2       3       4       5
 * red       max  middle     low     low  middle     max
 * green  middle     max     max  middle     low     low
 * blue      low     low  middle     max     max  middle
 */
const roles = memory.data<u8>([0, 1, 2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1, 2, 2]);
/** The place of a pixel's bytes in a v128. */
const places = memory.data<u8>([0, 0, 0, 0, 4, 4, 4, 4, 8, 8, 8, 8, 12, 12, 12, 12]);

// @ts-ignore: decorator
@inline
function number(index: usize): v128 {
  return v128.load32_splat(numbers + (index << 2));
}

/** Turns the hue of `count` pixels by `shift` of 256 steps. */
export function turnHue(pixels: usize, count: i32, shift: i32): void {
  const one = number(0);
  const two = number(1);
  const four = number(2);
  const six = number(3);
  const n255 = number(4);
  const n256 = number(5);
  const half = number(6);
  const per255 = number(7);
  const twoTo23 = number(8);
  const shifts = f32x4.splat(<f32>shift);
  const roleOf = v128.load(roles);
  const placeOf = v128.load(places);
  const zero = f32x4.splat(0);
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 16) {
    const old = v128.load(pixels);
    const red = redOf(old);
    const green = greenOf(old);
    const blue = blueOf(old);
    const max = i32x4.max_s(red, i32x4.max_s(green, blue));
    const min = i32x4.min_s(red, i32x4.min_s(green, blue));
    const chroma = f32x4.convert_i32x4_s(i32x4.sub(max, min));
    const value = f32x4.convert_i32x4_s(max);

    // The hue in sixths of a turn: 0, 2 or 4 for red, green or blue as the greatest. Where the next colour around is the
    // least it is that - 1 + q, else that + 1 - q, with q the distance of the middle one from the greatest.
    const median = i32x4.sub(i32x4.add(red, i32x4.add(green, blue)), i32x4.add(max, min));
    const q = f32x4.div(f32x4.convert_i32x4_s(i32x4.sub(max, median)), chroma);
    const isRed = i32x4.eq(red, max);
    const isGreen = i32x4.eq(green, max);
    const start = v128.andnot(v128.bitselect(two, four, isGreen), isRed);
    const next = v128.bitselect(green, v128.bitselect(blue, red, isGreen), isRed);
    const isNextLeast = i32x4.eq(next, min);
    const minus = i32x4.shl(isNextLeast, 31); // the sign bit
    const sixths = f32x4.add(f32x4.add(start, v128.or(one, minus)), f32x4.neg(v128.xor(q, minus)));
    const share = f32x4.div(sixths, six);
    const turn = f32x4.add(share, v128.and(one, f32x4.lt(share, zero)));
    const cut = f32x4.floor(f32x4.mul(turn, n255));
    // 255·turn may have been rounded up to a whole number: 256·turn - cut < turn says so, and is exact
    const isRoundedUp = f32x4.lt(f32x4.sub(f32x4.mul(turn, n256), cut), turn);
    const shifted = f32x4.add(f32x4.sub(cut, v128.and(one, isRoundedUp)), shifts);
    const hue = f32x4.sub(shifted, v128.and(n256, f32x4.ge(shifted, n256)));

    const saturation = f32x4.mul(f32x4.floor(f32x4.mul(f32x4.div(chroma, value), n255)), per255);
    const newSixths = f32x4.mul(hue, six); // times 255
    const sector = f32x4.floor(f32x4.mul(f32x4.add(newSixths, half), per255));
    const f = f32x4.mul(f32x4.sub(newSixths, f32x4.mul(sector, n255)), per255);
    const sectorBits = v128.xor(f32x4.add(sector, twoTo23), twoTo23); // 2²³ + n holds n in its last bits
    const isOdd = i32x4.shr_s(i32x4.shl(sectorBits, 31), 31);
    const part = f32x4.abs(f32x4.sub(v128.andnot(one, isOdd), f)); // f or 1 - f
    const low = f32x4.add(f32x4.mul(value, f32x4.sub(one, saturation)), twoTo23);
    const middle = f32x4.add(f32x4.mul(value, f32x4.sub(one, f32x4.mul(saturation, part))), twoTo23);

    const lowBits = i32x4.shl(v128.xor(low, twoTo23), 16);
    const middleBits = i32x4.shl(v128.xor(middle, twoTo23), 8);
    const ordered = v128.or(max, v128.or(middleBits, lowBits));
    const sectors = i8x16.swizzle(sectorBits, placeOf);
    const role = i8x16.swizzle(roleOf, i8x16.add(sectors, i32x4.splat(0x00020400)));
    const changed = i8x16.swizzle(ordered, i8x16.add(role, placeOf));
    // a chroma of 0 makes no numbers at all
    v128.store(pixels, v128.bitselect(old, changed, f32x4.eq(chroma, zero)));
  }
}

// Bytes to hue, saturation and value and back, sixteen pixels at a time: bytes as long as bytes do, then float32 alone,
// arranged so that each step rounds to the byte that PIL gets with its mixture of float32 and float64. A test goes
// through every hue, saturation and value.

/** Numbers that the loop needs; from memory they stay in registers, as constants they would be made again and again. */
const numbers = memory.data<f32>([1, 6, 255, 256, 0.003921569, 8388608]);

/**
 * For each arrangement of a colour, 4 if red is the greatest + 2 if green is + 1 if the one before the greatest is the
 * least: the sixth of a turn from which the hue is counted, on or (+ 1) back. As float32: 5 or 3, 3 or 1, 5 or 1, of which
 * the 5 that is counted on from is the next float32 up, so that no hue that is a whole byte rounds below it. Here the
 * bytes 0, 2 and 3 of those numbers; byte 1 is 0.
 */
const startByte0 = memory.data<u8>([0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const startByte2 = memory.data<u8>([0x40, 0xa0, 0x80, 0x40, 0xa0, 0x80, 0xa0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0]);
const startByte3 = memory.data<u8>([0x40, 0x40, 0x3f, 0x40, 0x40, 0x3f, 0x40, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0]);

/** For the sectors 0 to 6 of the turn (6 is 0 again): where red, green, and blue are the greatest, and the middle one. */
const redMost = memory.data<u8>([255, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const redMiddle = memory.data<u8>([0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const greenMost = memory.data<u8>([0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const greenMiddle = memory.data<u8>([255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const blueMost = memory.data<u8>([0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
const blueMiddle = memory.data<u8>([0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

// @ts-ignore: decorator
@inline
function number(index: usize): v128 {
  return v128.load32_splat(numbers + (index << 2));
}

/** Four pixels as four reds, four greens, four blues. */
// @ts-ignore: decorator
@inline
function channels(pixels: usize, offset: usize): v128 {
  const four = v128.load(pixels + offset);
  return i8x16.shuffle(four, four, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/** The hue as a byte in the last bits: `distance` (signed) of `chroma` on from `start`, in sixths of a turn. */
// @ts-ignore: decorator
@inline
function hueOf(distance: v128, chroma: v128, start: v128): v128 {
  const turn = f32x4.div(f32x4.add(start, f32x4.div(distance, chroma)), number(1));
  const cut = f32x4.floor(f32x4.mul(turn, number(2)));
  // 255·turn may have been rounded up to a whole number: 256·turn - cut < turn says so, and is exact
  const isRoundedUp = f32x4.lt(f32x4.sub(f32x4.mul(turn, number(3)), cut), turn);
  return v128.and(i32x4.add(f32x4.add(cut, number(5)), isRoundedUp), i32x4.splat(255));
}

/** A saturation from 0 to 1, of which PIL keeps a byte. */
// @ts-ignore: decorator
@inline
function saturationOf(chroma: v128, value: v128): v128 {
  return f32x4.mul(f32x4.floor(f32x4.mul(f32x4.div(chroma, value), number(2))), number(4));
}

/** value·(1 - share), rounded, in the last bits; where there are no numbers (black), 0. */
// @ts-ignore: decorator
@inline
function without(share: v128, value: v128): v128 {
  const rounded = f32x4.add(f32x4.mul(value, f32x4.sub(number(0), share)), number(5));
  return v128.and(rounded, i32x4.splat(255));
}

// @ts-ignore: decorator
@inline
function bytesOf(a: v128, b: v128, c: v128, d: v128): v128 {
  return i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d));
}

// @ts-ignore: decorator
@inline
function floatsOfLow(words: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(words));
}

// @ts-ignore: decorator
@inline
function floatsOfHigh(words: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(words));
}

/** How far the hues (16 bits each) are from the next sector of an even number, of 255 steps. */
// @ts-ignore: decorator
@inline
function toEven(hue: v128, sector: v128): v128 {
  const sixths = i16x8.mul(hue, i16x8.splat(6));
  const f = i16x8.sub(sixths, i16x8.mul(sector, i16x8.splat(255)));
  const isOdd = i16x8.shr_s(i16x8.shl(sector, 15), 15);
  return i16x8.abs(i16x8.sub(v128.andnot(i16x8.splat(255), isOdd), f));
}

/** floor(6·hue / 255), as the rounded (hue - 21) / 42.5. */
// @ts-ignore: decorator
@inline
function sectorOf(hue: v128): v128 {
  return i16x8.q15mulr_sat_s(i16x8.sub(hue, i16x8.splat(21)), i16x8.splat(771));
}

// @ts-ignore: decorator
@inline
function channelOf(sector: v128, most: usize, middle: usize, low: v128, toMiddle: v128, toMost: v128): v128 {
  const isMost = i8x16.swizzle(v128.load(most), sector);
  const isMiddle = i8x16.swizzle(v128.load(middle), sector);
  return i8x16.add(low, v128.or(v128.and(isMost, toMost), v128.and(isMiddle, toMiddle)));
}

/** Turns the hue of `count` pixels by `shift` of 256 steps. */
export function turnHue(pixels: usize, count: i32, shift: i32): void {
  const shifts = i8x16.splat(<i8>shift);
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 64) {
    const p0 = channels(pixels, 0);
    const p1 = channels(pixels, 16);
    const p2 = channels(pixels, 32);
    const p3 = channels(pixels, 48);
    const redGreen0 = i32x4.shuffle(p0, p1, 0, 4, 1, 5);
    const redGreen1 = i32x4.shuffle(p2, p3, 0, 4, 1, 5);
    const red = i64x2.shuffle(redGreen0, redGreen1, 0, 2);
    const green = i64x2.shuffle(redGreen0, redGreen1, 1, 3);
    const blue = i64x2.shuffle(i32x4.shuffle(p0, p1, 2, 6, 3, 7), i32x4.shuffle(p2, p3, 2, 6, 3, 7), 0, 2);

    const less = i8x16.min_u(red, green);
    const more = i8x16.max_u(red, green);
    const max = i8x16.max_u(more, blue);
    const min = i8x16.min_u(less, blue);
    const middle = i8x16.max_u(less, i8x16.min_u(more, blue));
    const chroma = i8x16.sub(max, min);
    const isRed = i8x16.eq(red, max);
    const isGreen = i8x16.eq(green, max);
    const before = v128.bitselect(blue, v128.bitselect(red, green, isGreen), isRed);
    const isBack = i8x16.eq(before, min);
    const arrangement = v128.or(
      v128.and(isBack, i8x16.splat(1)),
      v128.or(v128.and(isGreen, i8x16.splat(2)), v128.and(isRed, i8x16.splat(4))),
    );
    // The distance of the middle one from the greatest, negative where the hue is counted back
    const fromMax = i8x16.sub(max, middle);
    const back0 = i16x8.extend_low_i8x16_s(isBack);
    const back1 = i16x8.extend_high_i8x16_s(isBack);
    const distance0 = i16x8.sub(v128.xor(i16x8.extend_low_i8x16_u(fromMax), back0), back0);
    const distance1 = i16x8.sub(v128.xor(i16x8.extend_high_i8x16_u(fromMax), back1), back1);
    const start0 = i8x16.swizzle(v128.load(startByte0), arrangement);
    const start2 = i8x16.swizzle(v128.load(startByte2), arrangement);
    const start3 = i8x16.swizzle(v128.load(startByte3), arrangement);
    const startLow0 = i16x8.extend_low_i8x16_u(start0);
    const startLow1 = i16x8.extend_high_i8x16_u(start0);
    const startHigh0 = i8x16.shuffle(start2, start3, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const startHigh1 = i8x16.shuffle(start2, start3, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);

    const chroma0 = i16x8.extend_low_i8x16_u(chroma);
    const chroma1 = i16x8.extend_high_i8x16_u(chroma);
    const max0 = i16x8.extend_low_i8x16_u(max);
    const max1 = i16x8.extend_high_i8x16_u(max);
    const c0 = floatsOfLow(chroma0);
    const c1 = floatsOfHigh(chroma0);
    const c2 = floatsOfLow(chroma1);
    const c3 = floatsOfHigh(chroma1);
    const hue = i8x16.add(
      shifts,
      bytesOf(
        hueOf(floatsOfLow(distance0), c0, i16x8.shuffle(startLow0, startHigh0, 0, 8, 1, 9, 2, 10, 3, 11)),
        hueOf(floatsOfHigh(distance0), c1, i16x8.shuffle(startLow0, startHigh0, 4, 12, 5, 13, 6, 14, 7, 15)),
        hueOf(floatsOfLow(distance1), c2, i16x8.shuffle(startLow1, startHigh1, 0, 8, 1, 9, 2, 10, 3, 11)),
        hueOf(floatsOfHigh(distance1), c3, i16x8.shuffle(startLow1, startHigh1, 4, 12, 5, 13, 6, 14, 7, 15)),
      ),
    );

    const hue0 = i16x8.extend_low_i8x16_u(hue);
    const hue1 = i16x8.extend_high_i8x16_u(hue);
    const sector0 = sectorOf(hue0);
    const sector1 = sectorOf(hue1);
    const part0 = toEven(hue0, sector0);
    const part1 = toEven(hue1, sector1);
    const sector = i8x16.narrow_i16x8_u(sector0, sector1);

    const v0 = floatsOfLow(max0);
    const v1 = floatsOfHigh(max0);
    const v2 = floatsOfLow(max1);
    const v3 = floatsOfHigh(max1);
    const s0 = saturationOf(c0, v0);
    const s1 = saturationOf(c1, v1);
    const s2 = saturationOf(c2, v2);
    const s3 = saturationOf(c3, v3);
    const low = bytesOf(without(s0, v0), without(s1, v1), without(s2, v2), without(s3, v3));
    const newMiddle = bytesOf(
      without(f32x4.mul(s0, f32x4.mul(floatsOfLow(part0), number(4))), v0),
      without(f32x4.mul(s1, f32x4.mul(floatsOfHigh(part0), number(4))), v1),
      without(f32x4.mul(s2, f32x4.mul(floatsOfLow(part1), number(4))), v2),
      without(f32x4.mul(s3, f32x4.mul(floatsOfHigh(part1), number(4))), v3),
    );
    const toMiddle = i8x16.sub(newMiddle, low);
    const toMost = i8x16.sub(max, low);
    const newRed = channelOf(sector, redMost, redMiddle, low, toMiddle, toMost);
    const newGreen = channelOf(sector, greenMost, greenMiddle, low, toMiddle, toMost);
    const newBlue = channelOf(sector, blueMost, blueMiddle, low, toMiddle, toMost);

    const rg0 = i8x16.shuffle(newRed, newGreen, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const rg1 = i8x16.shuffle(newRed, newGreen, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const b0 = i16x8.extend_low_i8x16_u(newBlue);
    const b1 = i16x8.extend_high_i8x16_u(newBlue);
    v128.store(pixels, i16x8.shuffle(rg0, b0, 0, 8, 1, 9, 2, 10, 3, 11));
    v128.store(pixels, i16x8.shuffle(rg0, b0, 4, 12, 5, 13, 6, 14, 7, 15), 16);
    v128.store(pixels, i16x8.shuffle(rg1, b1, 0, 8, 1, 9, 2, 10, 3, 11), 32);
    v128.store(pixels, i16x8.shuffle(rg1, b1, 4, 12, 5, 13, 6, 14, 7, 15), 48);
  }
}

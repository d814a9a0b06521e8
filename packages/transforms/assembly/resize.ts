// Weights are integers w = 2048·high + low with 22 bits behind the point. Two weights, for two neighbouring inputs, lie
// beside each other as four 16-bit numbers: high, high, low, low. A weighted sum is then the integer that PIL computes.

const HALF = i32x4.splat(1 << 21);

// @ts-ignore: decorator
@inline
function toByteRange(high: v128, low: v128): v128 {
  return i32x4.shr_s(i32x4.add(i32x4.add(i32x4.shl(high, 11), low), HALF), 22);
}

/** The next two pixels of a row as 16-bit numbers: red, red, green, green, blue, blue and two that nobody reads. */
// @ts-ignore: decorator
@inline
function twoPixels(at: usize): v128 {
  const two = i16x8.extend_low_i8x16_u(v128.load64_zero(at));
  return i8x16.shuffle(two, two, 0, 1, 8, 9, 2, 3, 10, 11, 4, 5, 12, 13, 6, 7, 14, 15);
}

/**
 * Resizes `height` rows, an even number, across. Rows lie `fromStride` and `toStride` bytes apart. For each of the
 * `outWidth` output pixels `starts` holds the first input pixel, `pairs` how many pairs of weights there are, and
 * `weights` the pairs, `stride` bytes for each output pixel.
 */
export function resizeAcross(
  from: usize,
  fromStride: usize,
  height: i32,
  to: usize,
  toStride: usize,
  outWidth: i32,
  starts: usize,
  pairs: usize,
  weights: usize,
  stride: usize,
): void {
  const zero = i32x4.splat(0);
  for (let y = 0; y < height; y += 2) {
    let outWeights = weights;
    for (let x = 0; x < outWidth; x++) {
      let pixel = from + ((<usize>load<i32>(starts + (x << 2))) << 2);
      let pair = outWeights;
      const end = pair + ((<usize>load<i32>(pairs + (x << 2))) << 3);
      let high = zero;
      let low = zero;
      let nextHigh = zero;
      let nextLow = zero;
      for (; pair < end; pair += 8, pixel += 8) {
        const highs = v128.load32_splat(pair);
        const lows = v128.load32_splat(pair, 4);
        const mixed = twoPixels(pixel);
        const nextMixed = twoPixels(pixel + fromStride);
        high = i32x4.add(high, i32x4.dot_i16x8_s(mixed, highs));
        low = i32x4.add(low, i32x4.dot_i16x8_s(mixed, lows));
        nextHigh = i32x4.add(nextHigh, i32x4.dot_i16x8_s(nextMixed, highs));
        nextLow = i32x4.add(nextLow, i32x4.dot_i16x8_s(nextMixed, lows));
      }
      const words = i16x8.narrow_i32x4_s(toByteRange(high, low), toByteRange(nextHigh, nextLow));
      const bytes = i8x16.narrow_i16x8_u(words, words);
      const out = to + (x << 2);
      v128.store32_lane(out, bytes, 0);
      v128.store32_lane(out + toStride, bytes, 1);
      outWeights += stride;
    }
    from += fromStride << 1;
    to += toStride << 1;
  }
}

/** Resizes down: `outHeight` rows from rows that lie `rowStride` bytes apart, a multiple of 16, and so lie the new ones. */
export function resizeDown(
  from: usize,
  to: usize,
  rowStride: usize,
  outHeight: i32,
  starts: usize,
  pairs: usize,
  weights: usize,
  stride: usize,
): void {
  for (let y = 0; y < outHeight; y++) {
    const first = from + <usize>load<i32>(starts + (y << 2)) * rowStride;
    const end = weights + ((<usize>load<i32>(pairs + (y << 2))) << 3);
    for (let x: usize = 0; x < rowStride; x += 16) {
      let row = first + x;
      let high0 = i32x4.splat(0);
      let high1 = high0;
      let high2 = high0;
      let high3 = high0;
      let low0 = high0;
      let low1 = high0;
      let low2 = high0;
      let low3 = high0;
      for (let pair = weights; pair < end; pair += 8) {
        const upper = v128.load(row);
        const lower = v128.load(row + rowStride);
        const left = i8x16.shuffle(upper, lower, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        const right = i8x16.shuffle(upper, lower, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        const highs = v128.load32_splat(pair);
        const lows = v128.load32_splat(pair, 4);
        const mixed0 = i16x8.extend_low_i8x16_u(left);
        const mixed1 = i16x8.extend_high_i8x16_u(left);
        const mixed2 = i16x8.extend_low_i8x16_u(right);
        const mixed3 = i16x8.extend_high_i8x16_u(right);
        high0 = i32x4.add(high0, i32x4.dot_i16x8_s(mixed0, highs));
        high1 = i32x4.add(high1, i32x4.dot_i16x8_s(mixed1, highs));
        high2 = i32x4.add(high2, i32x4.dot_i16x8_s(mixed2, highs));
        high3 = i32x4.add(high3, i32x4.dot_i16x8_s(mixed3, highs));
        low0 = i32x4.add(low0, i32x4.dot_i16x8_s(mixed0, lows));
        low1 = i32x4.add(low1, i32x4.dot_i16x8_s(mixed1, lows));
        low2 = i32x4.add(low2, i32x4.dot_i16x8_s(mixed2, lows));
        low3 = i32x4.add(low3, i32x4.dot_i16x8_s(mixed3, lows));
        row += rowStride << 1;
      }
      const leftWords = i16x8.narrow_i32x4_s(toByteRange(high0, low0), toByteRange(high1, low1));
      const rightWords = i16x8.narrow_i32x4_s(toByteRange(high2, low2), toByteRange(high3, low3));
      v128.store(to + x, i8x16.narrow_i16x8_u(leftWords, rightWords));
    }
    to += rowStride;
    weights += stride;
  }
}

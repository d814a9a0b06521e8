// Warps with bilinear or nearest pixels. Coordinates are 32.32 fixed point, so that no step adds a rounding error.

/** Half a pixel less what rounds the place between two pixels to 1/128. */
const TO_FIRST: i64 = (1 << 31) - (1 << 24);

/** Copies the nearest pixel; beyond the edges it is that of the edge. */
// @ts-ignore: decorator
@inline
function nearestPixel(source: usize, step: i32, rowBytes: i32, lastX: i32, lastY: i32, x: i64, y: i64): u32 {
  const column = max(0, min(lastX, <i32>(x >> 32)));
  const row = max(0, min(lastY, <i32>(y >> 32)));
  return load<u32>(source + <usize>(row * rowBytes + column * step));
}

/** Blends four pixels with weights of 1/128 across and down, into 32-bit numbers from 0 to 255. */
// @ts-ignore: decorator
@inline
function smoothPixel(
  source: usize,
  step: i32,
  rowBytes: i32,
  lastX: i32,
  lastY: i32,
  order: v128,
  half: v128,
  x: i64,
  y: i64,
): v128 {
  const placeX = x - TO_FIRST;
  const placeY = y - TO_FIRST;
  let column = <i32>(placeX >> 32);
  let row = <i32>(placeY >> 32);
  let across = <i32>(placeX >> 25) & 127;
  let down = <i32>(placeY >> 25) & 127;
  if (<u32>column >= <u32>lastX) {
    column = column < 0 ? 0 : lastX;
    across = 0;
  }
  let below = rowBytes;
  if (<u32>row >= <u32>lastY) {
    row = row < 0 ? 0 : lastY;
    down = 0;
    below = 0;
  }
  const at = source + <usize>(row * rowBytes + column * step);
  const left = 128 - across;
  const up = 128 - down;
  // Bytes of two pixels side by side become 16-bit pairs: red, red, green, green, blue, blue.
  const upper = i8x16.swizzle(v128.load64_zero(at), order);
  const lower = i8x16.swizzle(v128.load64_zero(at + <usize>below), order);
  const sum = i32x4.add(
    i32x4.dot_i16x8_s(upper, i32x4.splat((left * up) | ((across * up) << 16))),
    i32x4.dot_i16x8_s(lower, i32x4.splat((left * down) | ((across * down) << 16))),
  );
  return i32x4.shr_u(i32x4.add(sum, half), 14);
}

/**
 * Fills `height` rows of `width` pixels at `to`: output pixel (x, y) lies at (a·x + b·y + c, d·x + e·y + f) of a source
 * whose pixels of `step` bytes, 3 or 4, end at column `lastX` and row `lastY`. What lies outside the box is `fill`. All
 * coordinates are whole numbers of 2⁻³².
 */
export function sample(
  source: usize,
  step: i32,
  rowBytes: i32,
  lastX: i32,
  lastY: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
  left: f64,
  top: f64,
  right: f64,
  bottom: f64,
  fill: u32,
  isSmooth: bool,
  to: usize,
  width: i32,
  height: i32,
): void {
  const order = step === 3
    ? i8x16(0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1)
    : i8x16(0, -1, 4, -1, 1, -1, 5, -1, 2, -1, 6, -1, -1, -1, -1, -1);
  const half = i32x4.splat(1 << 13);
  const stepX = <i64>a;
  const stepY = <i64>d;
  const firstX = <i64>left;
  const firstY = <i64>top;
  const endX = <i64>right;
  const endY = <i64>bottom;
  for (let row = 0; row < height; row++) {
    let x = <i64>(c + b * <f64>row);
    let y = <i64>(f + e * <f64>row);
    const end = to + ((<usize>width) << 2);
    // The part of a row that lies in the box is one piece: fill before it and behind it.
    while (to < end && !(x >= firstX && x < endX && y >= firstY && y < endY)) {
      store<u32>(to, fill);
      to += 4;
      x += stepX;
      y += stepY;
    }
    const rest = <i64>((end - to) >> 2);
    let lastSeenX = x + stepX * (rest - 1);
    let lastSeenY = y + stepY * (rest - 1);
    let lineEnd = end;
    while (
      lineEnd > to && !(lastSeenX >= firstX && lastSeenX < endX && lastSeenY >= firstY && lastSeenY < endY)
    ) {
      lineEnd -= 4;
      store<u32>(lineEnd, fill);
      lastSeenX -= stepX;
      lastSeenY -= stepY;
    }
    if (isSmooth) {
      for (; to < lineEnd; to += 4, x += stepX, y += stepY) {
        const pixel = smoothPixel(source, step, rowBytes, lastX, lastY, order, half, x, y);
        const words = i16x8.narrow_i32x4_s(pixel, pixel);
        v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
      }
    } else {
      for (; to < lineEnd; to += 4, x += stepX, y += stepY) {
        store<u32>(to, nearestPixel(source, step, rowBytes, lastX, lastY, x, y));
      }
    }
    to = end;
  }
}

/** The bytes of two pixels and their right neighbours, side by side: red, red, green, green, blue, blue and two zeros. */
// @ts-ignore: decorator
@inline
function pairs(step: i32): v128 {
  return step === 3
    ? i8x16(0, 3, 1, 4, 2, 5, -1, -1, 6, 9, 7, 10, 8, 11, -1, -1)
    : i8x16(0, 4, 1, 5, 2, 6, -1, -1, 8, 12, 9, 13, 10, 14, -1, -1);
}

/** The bytes of two pixels, each beside itself. */
// @ts-ignore: decorator
@inline
function doubles(step: i32): v128 {
  return step === 3
    ? i8x16(0, 0, 1, 1, 2, 2, -1, -1, 3, 3, 4, 4, 5, 5, -1, -1)
    : i8x16(0, 0, 1, 1, 2, 2, -1, -1, 4, 4, 5, 5, 6, 6, -1, -1);
}

/** The means of two pixels with their neighbours and with those below. */
// @ts-ignore: decorator
@inline
function twoMeans(at: usize, below: usize, order: v128): v128 {
  const upper = i16x8.extadd_pairwise_i8x16_u(i8x16.swizzle(v128.load(at), order));
  const lower = i16x8.extadd_pairwise_i8x16_u(i8x16.swizzle(v128.load(at + below), order));
  const means = i16x8.shr_u(i16x8.add(i16x8.add(upper, lower), i16x8.splat(2)), 2);
  return i8x16.narrow_i16x8_u(means, means);
}

/**
 * Halves an image of `step` bytes a pixel, 3 or 4, across or down or both: each pixel is the mean of two or of two by
 * two, where one at the end may be its own neighbour.
 */
export function halve(
  source: usize,
  step: i32,
  rowBytes: i32,
  width: i32,
  height: i32,
  isAcross: bool,
  isDown: bool,
  to: usize,
): void {
  const order = isAcross ? pairs(step) : doubles(step);
  const whole = isAcross ? width >> 1 : width;
  const stride = <usize>(isAcross ? 4 * step : 2 * step);
  const rows = isDown ? 2 : 1;
  for (let y = 0; y < height; y += rows) {
    const below: usize = isDown && y + 1 < height ? rowBytes : 0;
    let at = source + <usize>(y * rowBytes);
    for (let x = 0; x < whole; x += 2, at += stride) {
      v128.store64_lane(to + ((<usize>x) << 2), twoMeans(at, below, order), 0);
    }
    to += (<usize>whole) << 2;
    if (isAcross && (width & 1) === 1) {
      at = source + <usize>(y * rowBytes + (width - 1) * step);
      v128.store32_lane(to, twoMeans(at, below, doubles(step)), 0);
      to += 4;
    }
  }
}

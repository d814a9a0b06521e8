/** Numbers that the loops need; from memory they take one instruction. */
const numbers = memory.data<i16>([
  128, 128, 128, 128, 128, 128, 128, 128,
  13174, 13174, 13174, 13174, 13174, 13174, 13174, 13174, // 0.402 with 15 bits behind the point
  -7471, -7471, -7471, -7471, -7471, -7471, -7471, -7471, // -0.228 with 15 bits
  -22554, 18734, -22554, 18734, -22554, 18734, -22554, 18734, // -0.344 and 1 - 0.714 with 16 bits
], 16);

/** Red, green and blue of four pixels of 4 bytes, side by side. */
// @ts-ignore: decorator
@inline
function packed(pixels: v128): v128 {
  return i8x16.shuffle(pixels, pixels, 0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 15, 15, 15, 15);
}

// @ts-ignore: decorator
@inline
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/** y + 1.402·cr, for eight pixels whose cr is centred on 0. */
// @ts-ignore: decorator
@inline
function redOf(y: v128, cr: v128): v128 {
  return i16x8.add(y, i16x8.add(cr, i16x8.q15mulr_sat_s(cr, v128.load(numbers, 16))));
}

/** y + 1.772·cb. */
// @ts-ignore: decorator
@inline
function blueOf(y: v128, cb: v128): v128 {
  return i16x8.add(y, i16x8.add(i16x8.add(cb, cb), i16x8.q15mulr_sat_s(cb, v128.load(numbers, 32))));
}

/** y - 0.344·cb - 0.714·cr. */
// @ts-ignore: decorator
@inline
function greenOf(y: v128, cb: v128, cr: v128): v128 {
  const factors = v128.load(numbers, 48);
  const half = i32x4.splat(1 << 15);
  const low = i32x4.dot_i16x8_s(i16x8.shuffle(cb, cr, 0, 8, 1, 9, 2, 10, 3, 11), factors);
  const high = i32x4.dot_i16x8_s(i16x8.shuffle(cb, cr, 4, 12, 5, 13, 6, 14, 7, 15), factors);
  const change = i16x8.narrow_i32x4_s(i32x4.shr_s(i32x4.add(low, half), 16), i32x4.shr_s(i32x4.add(high, half), 16));
  return i16x8.add(y, i16x8.sub(change, cr));
}

/** Turns a row of brightness and two colour differences into red, green, blue. */
function colourRow(luma: usize, blueness: usize, redness: usize, width: i32, to: usize): void {
  const centre = v128.load(numbers);
  const end = luma + width;
  for (; luma < end; luma += 16, blueness += 16, redness += 16, to += 48) {
    const ys = v128.load(luma);
    const cbs = v128.load(blueness);
    const crs = v128.load(redness);
    const y0 = i16x8.extend_low_i8x16_u(ys);
    const y1 = i16x8.extend_high_i8x16_u(ys);
    const cb0 = i16x8.sub(i16x8.extend_low_i8x16_u(cbs), centre);
    const cb1 = i16x8.sub(i16x8.extend_high_i8x16_u(cbs), centre);
    const cr0 = i16x8.sub(i16x8.extend_low_i8x16_u(crs), centre);
    const cr1 = i16x8.sub(i16x8.extend_high_i8x16_u(crs), centre);
    const red = i8x16.narrow_i16x8_u(redOf(y0, cr0), redOf(y1, cr1));
    const green = i8x16.narrow_i16x8_u(greenOf(y0, cb0, cr0), greenOf(y1, cb1, cr1));
    const blue = i8x16.narrow_i16x8_u(blueOf(y0, cb0), blueOf(y1, cb1));
    const rg0 = interleaveLow(red, green);
    const rg1 = interleaveHigh(red, green);
    const b0 = interleaveLow(blue, blue);
    const b1 = interleaveHigh(blue, blue);
    v128.store(to, packed(i16x8.shuffle(rg0, b0, 0, 8, 1, 9, 2, 10, 3, 11)));
    v128.store(to, packed(i16x8.shuffle(rg0, b0, 4, 12, 5, 13, 6, 14, 7, 15)), 12);
    v128.store(to, packed(i16x8.shuffle(rg1, b1, 0, 8, 1, 9, 2, 10, 3, 11)), 24);
    v128.store(to, packed(i16x8.shuffle(rg1, b1, 4, 12, 5, 13, 6, 14, 7, 15)), 36);
  }
}

/** Writes 3·near + far, or near alone where far is 0, of `count` bytes as 16-bit numbers, the first and last twice. */
function mixRows(near: usize, far: usize, count: i32, to: usize): void {
  for (let i = 0; i < count; i += 16) {
    const n = v128.load(near + i);
    const out = to + (i << 1);
    let low = i16x8.extend_low_i8x16_u(n);
    let high = i16x8.extend_high_i8x16_u(n);
    if (far !== 0) {
      const f = v128.load(far + i);
      low = i16x8.add(i16x8.add(low, i16x8.shl(low, 1)), i16x8.extend_low_i8x16_u(f));
      high = i16x8.add(i16x8.add(high, i16x8.shl(high, 1)), i16x8.extend_high_i8x16_u(f));
    }
    v128.store(out, low);
    v128.store(out, high, 16);
  }
  store<u16>(to - 2, load<u16>(to));
  const behind = to + (count << 1);
  store<u16>(behind, load<u16>(behind - 2));
}

/** Doubles a row: each number becomes two, each with a quarter of the neighbour on its side. */
function doubleRow(from: usize, count: i32, shift: i32, to: usize): void {
  const leftRound = i16x8.splat(<i16>(shift === 4 ? 8 : 1));
  const rightRound = i16x8.splat(<i16>(shift === 4 ? 7 : 2));
  const end = from + (count << 1);
  for (; from < end; from += 16, to += 16) {
    const x = v128.load(from);
    const three = i16x8.add(x, i16x8.shl(x, 1));
    const left = i16x8.shr_u(i16x8.add(i16x8.add(three, v128.load(from - 2)), leftRound), shift);
    const right = i16x8.shr_u(i16x8.add(i16x8.add(three, v128.load(from, 2)), rightRound), shift);
    v128.store(to, v128.or(left, i16x8.shl(right, 8)));
  }
}

/** A plane of samples. */
@unmanaged
class Plane {
  from: usize;
  stride: i32;
  width: i32;
  height: i32;
}

/** The row of a colour plane that belongs to row y of the image, at the image's width: its own, or one made in `room`. */
function fullRow(plane: Plane, y: i32, xScale: i32, yScale: i32, room: usize): usize {
  const row = plane.from + <usize>((yScale === 2 ? y >> 1 : y) * plane.stride);
  if (xScale === 1) return row;
  let far: usize = 0;
  if (yScale === 2) {
    const other = min(plane.height - 1, max(0, (y >> 1) + ((y & 1) << 1) - 1));
    far = plane.from + <usize>(other * plane.stride);
  }
  const mixed = room + (plane.width << 1) + 64;
  mixRows(row, far, plane.width, mixed);
  doubleRow(mixed, plane.width, yScale === 2 ? 4 : 2, room);
  return room;
}

/**
 * Writes an image of a brightness plane and two planes of colour differences, `planes`, as 3 bytes a pixel. A colour plane
 * has 1 of `xScale` columns and 1 of `yScale` rows, (1, 1), (2, 1) or (2, 2). `room` takes 10 bytes a column.
 */
export function colourPixels(planes: usize, xScale: i32, yScale: i32, room: usize, to: usize): void {
  const luma = changetype<Plane>(planes);
  const blueness = changetype<Plane>(planes + offsetof<Plane>());
  const redness = changetype<Plane>(planes + 2 * offsetof<Plane>());
  const width = luma.width;
  const secondRoom = room + <usize>(width * 5 + 256);
  for (let y = 0; y < luma.height; y++) {
    const cb = fullRow(blueness, y, xScale, yScale, room);
    const cr = fullRow(redness, y, xScale, yScale, secondRoom);
    colourRow(luma.from + <usize>(y * luma.stride), cb, cr, width, to);
    to += width * 3;
  }
}

/** Writes a plane as 1 byte a pixel. */
export function greyPixels(planes: usize, to: usize): void {
  const plane = changetype<Plane>(planes);
  for (let y = 0; y < plane.height; y++) {
    memory.copy(to, plane.from + <usize>(y * plane.stride), plane.width);
    to += plane.width;
  }
}

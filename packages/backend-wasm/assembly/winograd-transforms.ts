// Winograd's F(4x4, 3x3) with the points 0, 1, -1, 2, -2 and infinity (Lavin and Gray, 2015): a tile of 4x4 outputs of a 3x3
// convolution needs 36 products instead of 144,
//   y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A   for a filter g [3][3] and an input tile d [6][6].
// Its gradient for the filter is Gᵀ[(A dy Aᵀ) ⊙ (Bᵀ d B)]G. Each function handles four channels at once; a matrix is applied
// to the columns, by way of `temp` (36 vectors), and then to the rows.

/** Bytes of the 36 vectors that the functions keep between columns and rows. */
export const TEMP_BYTES: i32 = 576;
const TEMP_ROW: usize = 96;

/** Bᵀ of six vectors. */
// @ts-ignore: decorator
@inline
function applyB(from: usize, fromStride: usize, to: usize, toStride: usize, four: v128, five: v128): void {
  const d0 = v128.load(from),
    d1 = v128.load(from + fromStride),
    d2 = v128.load(from + 2 * fromStride),
    d3 = v128.load(from + 3 * fromStride),
    d4 = v128.load(from + 4 * fromStride),
    d5 = v128.load(from + 5 * fromStride);
  const even = f32x4.sub(d4, f32x4.mul(four, d2)),
    odd = f32x4.sub(d3, f32x4.mul(four, d1)),
    even2 = f32x4.sub(d4, d2),
    half = f32x4.sub(d3, d1),
    odd2 = f32x4.add(half, half);
  v128.store(to, f32x4.add(f32x4.sub(f32x4.mul(four, d0), f32x4.mul(five, d2)), d4));
  v128.store(to + toStride, f32x4.add(even, odd));
  v128.store(to + 2 * toStride, f32x4.sub(even, odd));
  v128.store(to + 3 * toStride, f32x4.add(even2, odd2));
  v128.store(to + 4 * toStride, f32x4.sub(even2, odd2));
  v128.store(to + 5 * toStride, f32x4.add(f32x4.sub(f32x4.mul(four, d1), f32x4.mul(five, d3)), d5));
}

/** An input tile [6][6], rows and pixels apart by these bytes, to 36 points. */
export function transformInput(from: usize, row: usize, pixel: usize, to: usize, point: usize, temp: usize): void {
  const four = f32x4.splat(4),
    five = f32x4.splat(5);
  for (let x = 0; x < 6; x++) applyB(from + x * pixel, row, temp + (x << 4), TEMP_ROW, four, five);
  for (let y = 0; y < 6; y++) applyB(temp + y * TEMP_ROW, 16, to + 6 * y * point, point, four, five);
}

/** Aᵀ of six vectors, of which the first `count` results are stored, with `addend` added. */
// @ts-ignore: decorator
@inline
function applyAT(from: usize, fromStride: usize, to: usize, toStride: usize, count: i32, addend: v128): void {
  const m0 = v128.load(from),
    m1 = v128.load(from + fromStride),
    m2 = v128.load(from + 2 * fromStride),
    m3 = v128.load(from + 3 * fromStride),
    m4 = v128.load(from + 4 * fromStride),
    m5 = v128.load(from + 5 * fromStride);
  const sum1 = f32x4.add(m1, m2),
    difference1 = f32x4.sub(m1, m2),
    sum2 = f32x4.add(m3, m4),
    difference2 = f32x4.sub(m3, m4),
    twice = f32x4.add(difference2, difference2),
    double = f32x4.add(sum2, sum2),
    times4 = f32x4.add(twice, twice);
  v128.store(to, f32x4.add(f32x4.add(f32x4.add(m0, sum1), sum2), addend));
  if (count > 1) v128.store(to + toStride, f32x4.add(f32x4.add(difference1, twice), addend));
  if (count > 2) v128.store(to + 2 * toStride, f32x4.add(f32x4.add(sum1, f32x4.add(double, double)), addend));
  if (count > 3)
    v128.store(to + 3 * toStride, f32x4.add(f32x4.add(f32x4.add(difference1, f32x4.add(times4, times4)), m5), addend));
}

/** 36 points to the first rows and columns of an output tile [4][4], plus the bias. */
export function transformOutput(
  from: usize,
  point: usize,
  to: usize,
  row: usize,
  pixel: usize,
  rows: i32,
  columns: i32,
  bias: v128,
  temp: usize,
): void {
  const zero = f32x4.splat(0);
  for (let x = 0; x < 6; x++) applyAT(from + x * point, 6 * point, temp + (x << 4), TEMP_ROW, 4, zero);
  for (let y = 0; y < rows; y++) applyAT(temp + y * TEMP_ROW, 16, to + y * row, pixel, columns, bias);
}

/** A of four vectors. */
// @ts-ignore: decorator
@inline
function applyA(from: usize, fromStride: usize, to: usize, toStride: usize, four: v128, eight: v128): void {
  const y0 = v128.load(from),
    y1 = v128.load(from + fromStride),
    y2 = v128.load(from + 2 * fromStride),
    y3 = v128.load(from + 3 * fromStride);
  const even = f32x4.add(y0, y2),
    odd = f32x4.add(y1, y3),
    even2 = f32x4.add(y0, f32x4.mul(four, y2)),
    odd2 = f32x4.add(f32x4.add(y1, y1), f32x4.mul(eight, y3));
  v128.store(to, y0);
  v128.store(to + toStride, f32x4.add(even, odd));
  v128.store(to + 2 * toStride, f32x4.sub(even, odd));
  v128.store(to + 3 * toStride, f32x4.add(even2, odd2));
  v128.store(to + 4 * toStride, f32x4.sub(even2, odd2));
  v128.store(to + 5 * toStride, y3);
}

/** A tile [4][4] of the output's gradient to 36 points. */
export function transformGradient(from: usize, row: usize, pixel: usize, to: usize, point: usize, temp: usize): void {
  const four = f32x4.splat(4),
    eight = f32x4.splat(8);
  for (let x = 0; x < 4; x++) applyA(from + x * pixel, row, temp + (x << 4), TEMP_ROW, four, eight);
  for (let y = 0; y < 6; y++) applyA(temp + y * TEMP_ROW, 16, to + 6 * y * point, point, four, eight);
}

/** G of three vectors. */
// @ts-ignore: decorator
@inline
function applyG(g0: v128, g1: v128, g2: v128, to: usize, toStride: usize): void {
  const sixth = f32x4.splat(1.0 / 6),
    sum = f32x4.mul(sixth, f32x4.add(g0, g2)),
    middle = f32x4.mul(sixth, g1),
    outer = f32x4.add(f32x4.mul(f32x4.splat(1.0 / 24), g0), f32x4.mul(sixth, g2)),
    inner = f32x4.mul(f32x4.splat(1.0 / 12), g1);
  v128.store(to, f32x4.mul(f32x4.splat(0.25), g0));
  v128.store(to + toStride, f32x4.neg(f32x4.add(sum, middle)));
  v128.store(to + 2 * toStride, f32x4.sub(middle, sum));
  v128.store(to + 3 * toStride, f32x4.add(outer, inner));
  v128.store(to + 4 * toStride, f32x4.sub(outer, inner));
  v128.store(to + 5 * toStride, g2);
}

/** A filter [3][3], nine vectors behind one another, to 36 points. */
export function transformFilter(from: usize, to: usize, point: usize, temp: usize): void {
  for (let x = 0; x < 3; x++) {
    const g = from + (x << 4);
    applyG(v128.load(g), v128.load(g, 48), v128.load(g, 96), temp + (x << 4), TEMP_ROW);
  }
  for (let y = 0; y < 6; y++) {
    const row = temp + y * TEMP_ROW;
    applyG(v128.load(row), v128.load(row, 16), v128.load(row, 32), to + 6 * y * point, point);
  }
}

/** Gᵀ of six vectors. */
// @ts-ignore: decorator
@inline
function applyGT(from: usize, fromStride: usize, to: usize, toStride: usize): void {
  const m0 = v128.load(from),
    m1 = v128.load(from + fromStride),
    m2 = v128.load(from + 2 * fromStride),
    m3 = v128.load(from + 3 * fromStride),
    m4 = v128.load(from + 4 * fromStride),
    m5 = v128.load(from + 5 * fromStride);
  const sixth = f32x4.splat(1.0 / 6),
    sum1 = f32x4.mul(sixth, f32x4.add(m1, m2)),
    sum2 = f32x4.mul(sixth, f32x4.add(m3, m4)),
    difference1 = f32x4.mul(sixth, f32x4.sub(m2, m1)),
    difference2 = f32x4.mul(f32x4.splat(1.0 / 12), f32x4.sub(m3, m4));
  v128.store(to, f32x4.add(f32x4.sub(f32x4.mul(f32x4.splat(0.25), m0), sum1), f32x4.mul(f32x4.splat(0.25), sum2)));
  v128.store(to + toStride, f32x4.add(difference1, difference2));
  v128.store(to + 2 * toStride, f32x4.add(f32x4.sub(sum2, sum1), m5));
}

/** 36 points to the filter's gradient [3][3], rows and taps apart by these bytes. */
export function transformFilterGradient(from: usize, point: usize, to: usize, row: usize, tap: usize, temp: usize): void {
  for (let x = 0; x < 6; x++) applyGT(from + x * point, 6 * point, temp + (x << 4), TEMP_ROW);
  for (let y = 0; y < 3; y++) applyGT(temp + y * TEMP_ROW, 16, to + y * row, tap);
}

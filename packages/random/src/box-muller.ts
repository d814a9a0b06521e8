const { fround } = Math;

/** One rounding of `a·b + c` to float32, as a fused multiply-add of float32 numbers. */
function fma(a: number, b: number, c: number): number {
  return fround(a * b + c);
}

/** Horner's scheme with a fused multiply-add at each step; coefficients from the highest power down. */
function polynomial(coefficients: Float32Array, x: number): number {
  let y = coefficients[0]!;
  for (let k = 1; k < coefficients.length; k++) y = fma(y, x, coefficients[k]!);
  return y;
}

const LOG = new Float32Array([
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
]);
const SIN = new Float32Array([-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1]);
const COS = new Float32Array([2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2]);
const SQRT_HALF = fround(Math.SQRT1_2);
/** ln 2 in two parts, the first exact in few bits. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = fround(-2.1219444e-4);
const FOUR_OVER_PI = fround(4 / Math.PI);
/** π/4 in three parts. */
const QUARTER_PI = new Float32Array([0.78515625, 2.4187564849853516e-4, 3.774894977445941e-8]);
const TWO_PI = fround(2 * Math.PI);

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The natural logarithm of a float32 in (0, 1], in float32 arithmetic (Cephes' logf). */
function logFloat32(value: number): number {
  float[0] = value;
  let exponent = (bits[0]! >>> 23) - 126;
  bits[0] = (bits[0]! & 0x007fffff) | 0x3f000000;
  let x = float[0]!; // value = x·2^exponent, x in [0.5, 1)
  if (x < SQRT_HALF) {
    exponent -= 1;
    x += x;
  }
  x = fround(x - 1);
  const x2 = fround(x * x);
  let y = fround(polynomial(LOG, x) * x);
  y = fma(y, x2, fround(exponent * LN2_LOW));
  y = fma(-0.5, x2, y);
  return fma(exponent, LN2_HIGH, fround(x + y));
}

/**
 * Turns 16 uniform numbers from `start` on into 16 normal ones: number j and number j + 8 become
 * radius·cos θ and radius·sin θ with radius = √(-2 ln(1 - u_j)) and θ = 2π·u_(j + 8).
 *
 * Every step rounds to float32 where PyTorch's AVX2 code does (Cephes' logf, sinf and cosf with fused multiply-adds).
 */
export function boxMuller16(data: Float32Array, start: number, mean: number, std: number): void {
  for (let j = start; j < start + 8; j++) {
    const radius = fround(Math.sqrt(fround(-2 * logFloat32(fround(1 - data[j]!)))));
    const theta = fround(TWO_PI * data[j + 8]!);

    const octant = (Math.trunc(fround(theta * FOUR_OVER_PI)) + 1) & ~1;
    let x = fma(octant, -QUARTER_PI[0]!, theta);
    x = fma(octant, -QUARTER_PI[1]!, x);
    x = fma(octant, -QUARTER_PI[2]!, x); // θ less octant·π/4, in [-π/4, π/4]
    const x2 = fround(x * x);
    const cosine = fround(fma(fround(polynomial(COS, x2) * x2), x2, -0.5 * x2) + 1);
    const sine = fma(fround(polynomial(SIN, x2) * x2), x, x);

    const isOdd = (octant & 2) !== 0; // a quarter turn swaps sine and cosine
    const cosTheta = (isOdd ? sine : cosine) * ((octant + 2) & 4 ? -1 : 1);
    const sinTheta = (isOdd ? cosine : sine) * (octant & 4 ? -1 : 1);
    data[j] = fma(fround(radius * cosTheta), std, mean);
    data[j + 8] = fma(fround(radius * sinTheta), std, mean);
  }
}

/** Rounds to the nearest integer, halves to the even one, as Python's `round` does. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const isHalf = x - floor === 0.5;
  return isHalf ? floor + (floor % 2 === 0 ? 0 : 1) : Math.round(x);
}

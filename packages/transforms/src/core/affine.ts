import type { Matrix } from './warp.ts';

/** An affine map in the terms of `RandomAffine`: angles in degrees (clockwise), the shift in pixels. */
export interface AffineTerms {
  readonly angle: number;
  readonly translate: readonly [x: number, y: number];
  readonly scale: number;
  readonly shear: readonly [x: number, y: number];
}

/**
 * The matrix from output to source of: shear, scale and turn around the centre, then shift. With R the turn and the
 * shears, s the scale, C the centre and T the shift, the map is T·C·sR·C⁻¹ and its inverse C·R⁻¹/s·C⁻¹·T⁻¹.
 */
export function inverseAffineMatrix(terms: AffineTerms, center: readonly [number, number]): Matrix & { length: 6 } {
  const radians = (degrees: number) => degrees * (Math.PI / 180);
  const turn = radians(terms.angle);
  const [shearX, shearY] = terms.shear.map(radians) as [number, number];
  const [centerX, centerY] = center;
  const [shiftX, shiftY] = terms.translate;

  const a = Math.cos(turn - shearY) / Math.cos(shearY);
  const b = (-Math.cos(turn - shearY) * Math.tan(shearX)) / Math.cos(shearY) - Math.sin(turn);
  const c = Math.sin(turn - shearY) / Math.cos(shearY);
  const d = (-Math.sin(turn - shearY) * Math.tan(shearX)) / Math.cos(shearY) + Math.cos(turn);

  // [a b; c d] has determinant 1, so its inverse is [d -b; -c a].
  const [m00, m01, m10, m11] = [d, -b, -c, a].map((x) => x / terms.scale) as [number, number, number, number];
  const m02 = m00 * (-centerX - shiftX) + m01 * (-centerY - shiftY) + centerX;
  const m12 = m10 * (-centerX - shiftX) + m11 * (-centerY - shiftY) + centerY;
  return [m00, m01, m02, m10, m11, m12];
}

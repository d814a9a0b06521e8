import type { Pixels } from '@featuremap/images';
import type { Interpolation } from '../interpolation.ts';
import { flipHorizontal, flipVertical, quarterTurn } from './flip.ts';
import { type Matrix, warp } from './warp.ts';

/** How an image is turned, besides the angle. */
export interface RotateSettings {
  readonly interpolation: Interpolation;
  readonly expand: boolean;
  /** x and y from the top left corner, or null for the middle of the image. */
  readonly center: readonly [number, number] | null;
  readonly fill: Uint8Array;
}

/** A rotation as a warp: the matrix from output to source, and the size of the canvas. */
export interface Rotation {
  readonly matrix: Matrix & { length: 6 };
  readonly height: number;
  readonly width: number;
}

/** The image turned counter-clockwise by an angle in degrees. Multiples of 90° move pixels and make none up. */
export function rotate(pixels: Pixels, degrees: number, settings: RotateSettings): Pixels {
  const { interpolation, expand, center, fill } = settings;
  const angle = positiveAngle(degrees);
  const { height, width } = pixels;
  if (center === null) {
    if (angle === 0) return pixels;
    if (angle === 180) return flipVertical(flipHorizontal(pixels));
    if ((angle === 90 || angle === 270) && (expand || height === width)) {
      const turned = quarterTurn(pixels);
      return angle === 90 ? turned : flipVertical(flipHorizontal(turned));
    }
  }
  const rotation = rotationOf(height, width, degrees, expand, center);
  return warp(pixels, rotation.matrix, rotation.height, rotation.width, interpolation, fill);
}

/** The warp that turns an image of the given size. */
export function rotationOf(
  height: number,
  width: number,
  degrees: number,
  expand: boolean,
  center: readonly [number, number] | null,
): Rotation {
  const [centerX, centerY] = center ?? [width / 2, height / 2];
  const radians = -positiveAngle(degrees) * (Math.PI / 180);
  const cos = round15(Math.cos(radians));
  const sin = round15(Math.sin(radians));
  const around = (x: number, y: number, c: number, f: number) =>
    [cos * x + sin * y + c, -sin * x + cos * y + f] as const;
  const [dx, dy] = around(-centerX, -centerY, 0, 0);
  const c = dx + centerX;
  const f = dy + centerY;
  if (!expand) return { matrix: [cos, sin, c, -sin, cos, f], height, width };
  const corners = [around(0, 0, c, f), around(width, 0, c, f), around(width, height, c, f), around(0, height, c, f)];
  const extent = (values: number[]) => Math.ceil(Math.max(...values)) - Math.floor(Math.min(...values));
  const canvasWidth = extent(corners.map(([x]) => x));
  const canvasHeight = extent(corners.map(([, y]) => y));
  const [expandedC, expandedF] = around(-(canvasWidth - width) / 2, -(canvasHeight - height) / 2, c, f);
  return { matrix: [cos, sin, expandedC, -sin, cos, expandedF], height: canvasHeight, width: canvasWidth };
}

/** The same direction as an angle from 0 to 360 degrees. */
function positiveAngle(degrees: number): number {
  const rest = degrees % 360;
  return rest < 0 ? rest + 360 : rest;
}

/** Rounded to 15 decimals, so that cos 90° is 0. */
function round15(x: number): number {
  return Number(x.toFixed(15));
}

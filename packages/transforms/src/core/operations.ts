import type { Pixels } from '@featuremap/images';
import { type Fill, fillBytes } from '../fill.ts';
import type { Interpolation } from '../interpolation.ts';
import { adjustBrightness, adjustContrast, adjustSaturation } from './adjust.ts';
import { inverseAffineMatrix } from './affine.ts';
import { rotate } from './rotate.ts';
import { adjustSharpness } from './sharpen.ts';
import { autocontrast, equalize, invert, posterize, solarize } from './tone.ts';
import { warp } from './warp.ts';

/** The operations that the learnt and the random policies choose from. */
export type OperationName =
  | 'Identity'
  | 'ShearX'
  | 'ShearY'
  | 'TranslateX'
  | 'TranslateY'
  | 'Rotate'
  | 'Brightness'
  | 'Color'
  | 'Contrast'
  | 'Sharpness'
  | 'Posterize'
  | 'Solarize'
  | 'AutoContrast'
  | 'Equalize'
  | 'Invert';

/** One operation with its strength: a slope, pixels, degrees, a change of a factor, bits or a threshold. */
export interface Operation {
  readonly operation: OperationName;
  readonly magnitude: number;
}

/** How operations make up pixels. */
export interface OperationSettings {
  readonly interpolation: Interpolation;
  readonly fill: Fill;
}

/** Does the operations one after the other. */
export function applyOperations(
  caller: string,
  pixels: Pixels,
  operations: readonly Operation[],
  settings: OperationSettings,
): Pixels {
  const fill = fillBytes(caller, settings.fill, pixels.channels);
  const { interpolation } = settings;
  return operations.reduce(
    (current, { operation, magnitude }) => actions[operation](current, magnitude, interpolation, fill),
    pixels,
  );
}

type Action = (pixels: Pixels, magnitude: number, interpolation: Interpolation, fill: Uint8Array) => Pixels;

/** An affine map by its shear in degrees or its shift in pixels. */
function affine(shear: (slope: number) => readonly [number, number], shift: (m: number) => readonly [number, number]) {
  const action: Action = (pixels, magnitude, interpolation, fill) => {
    const { height, width } = pixels;
    const terms = { angle: 0, translate: shift(magnitude), scale: 1, shear: shear(degreesOf(magnitude)) };
    const isShear = shear(1).some((degrees) => degrees !== 0);
    const matrix = inverseAffineMatrix(terms, isShear ? [0, 0] : [width / 2, height / 2]);
    return warp(pixels, matrix, height, width, interpolation, fill);
  };
  return action;
}

const none = () => [0, 0] as const;

function degreesOf(slope: number): number {
  return Math.atan(slope) * (180 / Math.PI);
}

/** Whether there is an operation of that name. */
export function isOperation(name: unknown): name is OperationName {
  return typeof name === 'string' && Object.hasOwn(actions, name);
}

const actions: Record<OperationName, Action> = {
  Identity: (pixels) => pixels,
  ShearX: affine((degrees) => [degrees, 0], none),
  ShearY: affine((degrees) => [0, degrees], none),
  TranslateX: affine(none, (pixels) => [Math.trunc(pixels), 0]),
  TranslateY: affine(none, (pixels) => [0, Math.trunc(pixels)]),
  Rotate: (pixels, angle, interpolation, fill) =>
    rotate(pixels, angle, { interpolation, expand: false, center: null, fill }),
  Brightness: (pixels, change) => adjustBrightness(pixels, 1 + change),
  Color: (pixels, change) => adjustSaturation(pixels, 1 + change),
  Contrast: (pixels, change) => adjustContrast(pixels, 1 + change),
  Sharpness: (pixels, change) => adjustSharpness(pixels, 1 + change),
  Posterize: (pixels, bits) => posterize(pixels, bits),
  Solarize: (pixels, threshold) => solarize(pixels, threshold),
  AutoContrast: (pixels) => autocontrast(pixels),
  Equalize: (pixels) => equalize(pixels),
  Invert: (pixels) => invert(pixels),
};

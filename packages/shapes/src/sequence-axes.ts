import { ArgumentError, requireInteger, ShapeError, show } from '@featuremap/errors';
import { type DataFormat, type Padding, type Shape, showShape } from './shape.ts';
import type { Padding1d } from './types/sequence.ts';

// Sequences are images of height 1 for the windows that slide over them.

/** Takes the shape of one sequence apart. @throws {ShapeError} when it has not two axes. */
export function sequenceAxes(
  caller: string,
  shape: Shape,
  dataFormat: DataFormat,
): { readonly channels: number; readonly length: number } {
  if (shape.length !== 2) {
    const axes = dataFormat === 'NCHW' ? '[channels, length]' : '[length, channels]';
    throw new ShapeError(`${caller} expects ${axes} but the previous layer gives ${showShape(shape)}`, {
      rule: `a sequence of one sample has two axes, not ${shape.length}`,
    });
  }
  const [a, b] = shape as readonly [number, number];
  return dataFormat === 'NCHW' ? { channels: a, length: b } : { channels: b, length: a };
}

/** The shape of a sequence of these parts. */
export function sequenceShape(channels: number, length: number, dataFormat: DataFormat): Shape {
  return dataFormat === 'NCHW' ? [channels, length] : [length, channels];
}

/** A number along the width of an image of height 1. @throws {ArgumentError} when it is no positive integer. */
export function ofWidth(caller: string, name: string, value: unknown): readonly [1, number] {
  return [1, requireInteger(caller, name, value, { min: 1 })];
}

/** The padding of an image of height 1. @throws {ArgumentError} when it has none of the forms of `Padding1d`. */
export function ofRow(caller: string, padding: Padding1d): Padding {
  if (typeof padding === 'string') return padding;
  const sides: readonly unknown[] = Array.isArray(padding) ? padding : [padding, padding];
  if (sides.length !== 2) {
    throw new ArgumentError(`${caller}: padding must be one integer or [before, after], not ${show(padding)}`);
  }
  const [before, after] = sides.map((side) => requireInteger(caller, 'padding', side, { min: 0 })) as [number, number];
  return [
    [0, 0],
    [before, after],
  ];
}

import { ShapeError } from '@featuremap/errors';
import { type DataFormat, type Shape, type Size2, showShape } from './shape.ts';

/** The parts of an image's shape. */
export interface ImageAxes {
  readonly channels: number;
  readonly size: Size2;
}

const axes = { NHWC: '[height, width, channels]', NCHW: '[channels, height, width]' } as const;

/** Takes the shape of one image apart. @throws {ShapeError} when it has not three axes. */
export function imageAxes(caller: string, shape: Shape, dataFormat: DataFormat): ImageAxes {
  if (shape.length !== 3) {
    throw new ShapeError(`${caller} expects ${axes[dataFormat]} but the previous layer gives ${showShape(shape)}`, {
      rule: `an image of one sample has three axes, not ${shape.length}`,
    });
  }
  const [a, b, c] = shape as readonly [number, number, number];
  return dataFormat === 'NHWC' ? { channels: c, size: [a, b] } : { channels: a, size: [b, c] };
}

/** The shape of an image of these parts. */
export function imageShape({ channels, size: [h, w] }: ImageAxes, dataFormat: DataFormat): Shape {
  return dataFormat === 'NHWC' ? [h, w, channels] : [channels, h, w];
}

import { EnvironmentError } from '@featuremap/errors';

/** The 2D context of a new canvas that nobody sees. */
export function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null) throw new EnvironmentError(`this browser gives no canvas of ${width}x${height} pixels`);
  return context;
}

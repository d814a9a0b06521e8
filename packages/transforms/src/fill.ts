import { ArgumentError, requireNumber, ShapeError, show } from '@featuremap/errors';

/** The colour outside the image, 0 to 255: one number for all channels, or one for each. */
export type Fill = number | readonly number[];

/** Checks the option `fill`. */
export function requireFill(caller: string, fill: unknown): Fill {
  const range = { min: 0, max: 255 };
  if (!Array.isArray(fill)) return requireNumber(caller, 'fill', fill, range);
  if (fill.length === 0) throw new ArgumentError(`${caller}: fill must hold one number a channel, not ${show(fill)}`);
  for (const value of fill) requireNumber(caller, 'fill', value, range);
  return fill as readonly number[];
}

/** The bytes of the fill colour, one a channel; fractions are cut off. */
export function fillBytes(caller: string, fill: Fill, channels: number): Uint8Array {
  if (typeof fill === 'number') return new Uint8Array(channels).fill(Math.trunc(fill));
  if (fill.length === channels) return Uint8Array.from(fill, Math.trunc);
  throw new ShapeError(`${caller}: fill has ${fill.length} numbers but the image has ${channels} channels`, {
    received: `fill ${show(fill)}`,
    remedy: 'one number for all channels, or one for each',
  });
}

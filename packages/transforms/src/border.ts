import { ArgumentError, requireInteger, show } from '@featuremap/errors';
import type { Border } from './core/pad.ts';

/** Border widths in pixels: all four, [left and right, top and bottom], or [left, top, right, bottom]. */
export type Padding =
  | number
  | readonly [horizontal: number, vertical: number]
  | readonly [left: number, top: number, right: number, bottom: number];

/** Checks border widths and names them. */
export function requireBorder(caller: string, padding: unknown): Border {
  const widths = Array.isArray(padding) ? padding : [padding];
  if (![1, 2, 4].includes(widths.length)) {
    throw new ArgumentError(`${caller}: padding must be one integer, 2 or 4 of them, not ${show(padding)}`);
  }
  for (const width of widths) requireInteger(caller, 'padding', width, { min: 0 });
  const [left, top = left, right = left, bottom = top] = widths as [number, number?, number?, number?];
  return { left, top, right, bottom };
}

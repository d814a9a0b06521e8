import { ArgumentError } from '@featuremap/errors';
import type { Pixels } from '@featuremap/images';
import { blankPixels } from '../image.ts';

/** What the pixels of a border are: `fill`, the edge pixel, or the image mirrored without or with its edge repeated. */
export type PaddingMode = 'constant' | 'edge' | 'reflect' | 'symmetric';

export const paddingModes = ['constant', 'edge', 'reflect', 'symmetric'] as const satisfies readonly PaddingMode[];

/** Widths of a border in pixels. */
export interface Border {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The image with a border. */
export function pad(caller: string, pixels: Pixels, border: Border, mode: PaddingMode, fill: Uint8Array): Pixels {
  const { data, channels } = pixels;
  const { left, top, right, bottom } = border;
  const columns = sourceIndices(caller, left, pixels.width, right, mode);
  const rows = sourceIndices(caller, top, pixels.height, bottom, mode);
  const out = blankPixels(rows.length, columns.length, channels);
  for (let y = 0, at = 0; y < rows.length; y++) {
    for (let x = 0; x < columns.length; x++) {
      const from = rows[y]! < 0 || columns[x]! < 0 ? -1 : (rows[y]! * pixels.width + columns[x]!) * channels;
      for (let k = 0; k < channels; k++) out.data[at++] = from < 0 ? fill[k]! : data[from + k]!;
    }
  }
  return out;
}

/** For each position of a padded axis the position it shows, or -1 for the fill. */
function sourceIndices(caller: string, before: number, size: number, after: number, mode: PaddingMode): Int32Array {
  if (mode === 'reflect' && size === 1 && before + after > 0) {
    throw new ArgumentError(`${caller}: reflect needs at least 2 pixels to mirror, and this image has 1`, {
      remedy: "paddingMode: 'symmetric' or 'edge'",
    });
  }
  const show = { constant: fillOutside, edge: clamp, reflect: mirror, symmetric: mirrorWithEdge }[mode];
  return Int32Array.from({ length: before + size + after }, (_, i) => show(i - before, size));
}

function fillOutside(i: number, n: number): number {
  return i >= 0 && i < n ? i : -1;
}

function clamp(i: number, n: number): number {
  return Math.min(n - 1, Math.max(0, i));
}

/** … 2 1 | 0 1 2 … n-1 | n-2 n-3 … */
function mirror(i: number, n: number): number {
  const period = 2 * (n - 1);
  const rest = ((i % period) + period) % period;
  return rest < n ? rest : period - rest;
}

/** … 1 0 | 0 1 2 … n-1 | n-1 n-2 … */
function mirrorWithEdge(i: number, n: number): number {
  const rest = ((i % (2 * n)) + 2 * n) % (2 * n);
  return rest < n ? rest : 2 * n - 1 - rest;
}

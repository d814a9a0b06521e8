import type { Pixels } from '@featuremap/images';
import { withData } from '../image.ts';
import { clampByte } from './clamp-byte.ts';

/** A table of 256 bytes from what a byte becomes; values are cut to 0..255 and towards zero. */
export function lookupTable(become: (byte: number) => number): Uint8Array {
  const table = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte++) table[byte] = clampByte(Math.trunc(become(byte)));
  return table;
}

/** Every byte replaced by its entry in the table. */
export function lookup(pixels: Pixels, table: Uint8Array): Pixels {
  const { data } = pixels;
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = table[data[i]!]!;
  return withData(pixels, out);
}

/** Every byte replaced by its entry in the table of its channel. */
export function lookupByChannel(pixels: Pixels, tables: readonly Uint8Array[]): Pixels {
  const { data, channels } = pixels;
  const out = new Uint8Array(data.length);
  for (let c = 0; c < channels; c++) {
    const table = tables[c]!;
    for (let i = c; i < data.length; i += channels) out[i] = table[data[i]!]!;
  }
  return withData(pixels, out);
}

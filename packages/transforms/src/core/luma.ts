import type { Pixels } from '@featuremap/images';

/** The grey of a pixel as PIL rounds it: 0.299 R + 0.587 G + 0.114 B in 16-bit fixed point. */
export function luma(red: number, green: number, blue: number): number {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}

/** One grey byte a pixel. */
export function lumaPlane(pixels: Pixels): Uint8Array {
  const { data, channels, width, height } = pixels;
  if (channels === 1) return Uint8Array.from(data);
  const grey = new Uint8Array(width * height);
  for (let i = 0, j = 0; i < grey.length; i++, j += channels) grey[i] = luma(data[j]!, data[j + 1]!, data[j + 2]!);
  return grey;
}

/** The mean grey, rounded to an integer. */
export function meanLuma(pixels: Pixels): number {
  const { data, channels, width, height } = pixels;
  let sum = 0;
  if (channels === 1) for (let i = 0; i < data.length; i++) sum += data[i]!;
  else for (let j = 0; j < data.length; j += channels) sum += luma(data[j]!, data[j + 1]!, data[j + 2]!);
  return Math.trunc(sum / (width * height) + 0.5);
}

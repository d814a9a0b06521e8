import type { Pixels } from '@featuremap/images';
import { withData } from '../image.ts';
import { blendBytes } from './blend.ts';
import { hueByte, saturationByte, writeRgb } from './hsv.ts';
import { lookup, lookupTable } from './lookup.ts';
import { luma, meanLuma } from './luma.ts';

/** Blends with black: factor 0 gives black, 1 the image. */
export function adjustBrightness(pixels: Pixels, factor: number): Pixels {
  return lookup(pixels, blendTable(0, factor));
}

/** Blends with the mean grey, a whole number: factor 0 gives that grey, 1 the image. */
export function adjustContrast(pixels: Pixels, factor: number): Pixels {
  return lookup(pixels, blendTable(meanLuma(pixels), factor));
}

/** Blends with the grey image: factor 0 gives grey, 1 the image. A grey image stays as it is. */
export function adjustSaturation(pixels: Pixels, factor: number): Pixels {
  const { data, channels } = pixels;
  if (channels === 1) return pixels;
  const factor32 = Math.fround(factor);
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const grey = luma(data[i]!, data[i + 1]!, data[i + 2]!);
    for (let k = i; k < i + 3; k++) out[k] = blendBytes(grey, data[k]!, factor32);
  }
  return withData(pixels, out);
}

/** Turns the hue by factor·255 of 255 steps, cut to a whole number: -0.5 and 0.5 are half a turn. */
export function adjustHue(pixels: Pixels, factor: number): Pixels {
  const { data, channels } = pixels;
  if (channels === 1) return pixels;
  const shift = hueShift(factor);
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 3) {
    const [red, green, blue] = [data[i]!, data[i + 1]!, data[i + 2]!];
    const max = Math.max(red, green, blue);
    const saturation = saturationByte(max, Math.min(red, green, blue));
    writeRgb(out, i, (hueByte(red, green, blue) + shift) & 255, saturation, max);
  }
  return withData(pixels, out);
}

/** The steps by which a hue factor turns, 0 to 255. */
export function hueShift(factor: number): number {
  return Math.trunc(factor * 255) & 255;
}

/** What blending each byte with one value gives. */
export function blendTable(from: number, factor: number): Uint8Array {
  const factor32 = Math.fround(factor);
  return lookupTable((byte) => blendBytes(from, byte, factor32));
}

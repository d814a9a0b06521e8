import type { Pixels } from '@featuremap/images';
import { histograms } from './histogram.ts';
import { lookup, lookupByChannel, lookupTable } from './lookup.ts';

/** The negative. */
export function invert(pixels: Pixels): Pixels {
  return lookup(
    pixels,
    lookupTable((byte) => 255 - byte),
  );
}

/** Keeps the upper `bits` bits of each byte. */
export function posterize(pixels: Pixels, bits: number): Pixels {
  const mask = 256 - 2 ** (8 - bits);
  return lookup(
    pixels,
    lookupTable((byte) => byte & mask),
  );
}

/** Inverts the bytes from the threshold on. */
export function solarize(pixels: Pixels, threshold: number): Pixels {
  return lookup(
    pixels,
    lookupTable((byte) => (byte < threshold ? byte : 255 - byte)),
  );
}

/** Stretches each channel so that its least byte becomes 0 and its greatest 255. */
export function autocontrast(pixels: Pixels): Pixels {
  const tables = histograms(pixels).map((counts) => {
    const low = counts.findIndex((count) => count > 0);
    const high = counts.findLastIndex((count) => count > 0);
    if (high <= low) return lookupTable((byte) => byte);
    const scale = 255 / (high - low);
    return lookupTable((byte) => byte * scale + -low * scale);
  });
  return lookupByChannel(pixels, tables);
}

/** Spreads the bytes of each channel so that all occur about equally often. */
export function equalize(pixels: Pixels): Pixels {
  const tables = histograms(pixels).map((counts) => {
    const used = counts.filter((count) => count > 0);
    const total = pixels.width * pixels.height;
    const step = Math.floor((total - used.at(-1)!) / 255);
    if (used.length <= 1 || step === 0) return lookupTable((byte) => byte);
    let below = Math.floor(step / 2);
    return lookupTable((byte) => {
      const level = Math.floor(below / step);
      below += counts[byte]!;
      return level;
    });
  });
  return lookupByChannel(pixels, tables);
}

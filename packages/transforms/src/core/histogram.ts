import type { Pixels } from '@featuremap/images';

/** How often each byte value occurs, a list of 256 counts for each channel. */
export function histograms(pixels: Pixels): Uint32Array[] {
  const { data, channels } = pixels;
  return Array.from({ length: channels }, (_, c) => {
    const counts = new Uint32Array(256);
    for (let i = c; i < data.length; i += channels) counts[data[i]!]!++;
    return counts;
  });
}

import type { Pixels } from '@featuremap/images';
import { blankPixels, withData } from '../image.ts';

/** Left becomes right. */
export function flipHorizontal(pixels: Pixels): Pixels {
  const { data, height, width, channels } = pixels;
  const out = blankPixels(height, width, channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let from = ((y + 1) * width - 1) * channels; at < (y + 1) * width * channels; from -= channels) {
      for (let k = 0; k < channels; k++) out.data[at++] = data[from + k]!;
    }
  }
  return out;
}

/** Top becomes bottom. */
export function flipVertical(pixels: Pixels): Pixels {
  const { data, height, width, channels } = pixels;
  const rowLength = width * channels;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    out.set(data.subarray(y * rowLength, (y + 1) * rowLength), (height - 1 - y) * rowLength);
  }
  return withData(pixels, out);
}

/** A quarter turn counter-clockwise: the right edge becomes the top. */
export function quarterTurn(pixels: Pixels): Pixels {
  const { data, height, width, channels } = pixels;
  const out = blankPixels(width, height, channels);
  for (let y = 0, at = 0; y < width; y++) {
    for (let x = 0; x < height; x++) {
      const from = (x * width + width - 1 - y) * channels;
      for (let k = 0; k < channels; k++) out.data[at++] = data[from + k]!;
    }
  }
  return out;
}

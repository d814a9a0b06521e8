import type { Pixels } from '@featuremap/images';

/**
 * A grey image scaled to `width`×`height`: each new pixel is the mean of the area of the old image that it covers, so an
 * image of that size already stays as it is.
 */
export function resizeGrey(image: Pixels, width: number, height: number): Float32Array {
  const columns = coverage(image.width, width);
  const rows = coverage(image.height, height);
  const out = new Float32Array(width * height);
  rows.forEach((row, y) => {
    columns.forEach((column, x) => {
      let sum = 0;
      let area = 0;
      for (const [i, h] of row) {
        for (const [j, w] of column) {
          sum += h * w * image.data[i * image.width + j]!;
          area += h * w;
        }
      }
      out[y * width + x] = sum / area;
    });
  });
  return out;
}

/** For each of `to` equal parts of a line of `from` pixels: the pixels in it, and how much of each. */
function coverage(from: number, to: number): [pixel: number, share: number][][] {
  return Array.from({ length: to }, (_, k) => {
    const begin = (k * from) / to;
    const end = ((k + 1) * from) / to;
    const parts: [number, number][] = [];
    for (let i = Math.floor(begin); i < Math.min(from, Math.ceil(end)); i++) {
      const share = Math.min(end, i + 1) - Math.max(begin, i);
      if (share > 0) parts.push([i, share]);
    }
    return parts;
  });
}

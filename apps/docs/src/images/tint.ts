import { type Pixels, pixels } from '@featuremap/images';
import type { Matrix } from '@featuremap/scratch';

/** A grey image in colour: an orange thing before a sky that fades into green, so that hue and saturation show. */
export function tint(image: Matrix): Pixels {
  const height = image.length;
  const width = image[0]!.length;
  const data = Uint8Array.from(
    image.flatMap((row, i) =>
      row.flatMap((share) => {
        const depth = i / height;
        const background = [60 + 60 * depth, 130 + 60 * depth, 220 - 150 * depth];
        const thing = [240 * share + 15, 130 * share + 10, 40 * share + 5];
        return share > 0.04 ? thing : background;
      }),
    ),
  );
  return pixels(data, { width, height, channels: 3 });
}

import { requireOneOf } from '@featuremap/errors';
import { interpolateBlues, interpolateMagma, interpolateRdBu, interpolateViridis } from 'd3-scale-chromatic';

const interpolators = {
  magma: interpolateMagma,
  viridis: interpolateViridis,
  Blues: interpolateBlues,
  RdBu: interpolateRdBu,
  grey: (share: number) => `rgb(${Array(3).fill(Math.round(255 * share))})`,
} as const;

/** Names of the colour maps: `grey` runs from black to white, the others are those of d3-scale-chromatic. */
export type ColorMap = keyof typeof interpolators;

/** Red, green and blue, each 0..255. */
export type Rgb = readonly [number, number, number];

const palettes = new Map<ColorMap, readonly Rgb[]>();

/** The 256 colours of a map, from the lowest value to the highest. */
export function paletteOf(caller: string, name: ColorMap): readonly Rgb[] {
  requireOneOf(caller, 'colorMap', name, Object.keys(interpolators) as ColorMap[]);
  let palette = palettes.get(name);
  if (palette === undefined) {
    palette = Array.from({ length: 256 }, (_, i) => rgbOf(interpolators[name](i / 255)));
    palettes.set(name, palette);
  }
  return palette;
}

/** `#rrggbb` */
export function hex([r, g, b]: Rgb): string {
  return `#${[r, g, b].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** The WCAG relative luminance, 0 (black) to 1 (white). */
export function luminance(color: Rgb): number {
  const [r, g, b] = color.map((channel) => {
    const c = channel / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgbOf(css: string): Rgb {
  const channels = css.startsWith('#')
    ? [css.slice(1, 3), css.slice(3, 5), css.slice(5, 7)].map((digits) => Number.parseInt(digits, 16))
    : css.match(/\d+/g)!.map(Number);
  return channels as unknown as Rgb;
}

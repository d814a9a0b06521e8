const { fround } = Math;

/**
 * The hue of a colour as a byte, PIL's way: 255 stands for the full turn, and a fraction is cut off.
 * Where the float32 quotients of PIL round, so do these.
 */
export function hueByte(red: number, green: number, blue: number): number {
  const max = Math.max(red, green, blue);
  const chroma = max - Math.min(red, green, blue);
  if (chroma === 0) return 0;
  const fromRed = fround((max - red) / chroma);
  const fromGreen = fround((max - green) / chroma);
  const fromBlue = fround((max - blue) / chroma);
  let sixths: number;
  if (red === max) sixths = fround(fromBlue - fromGreen);
  else if (green === max) sixths = fround(2 + fromRed - fromBlue);
  else sixths = fround(4 + fromGreen - fromRed);
  return Math.trunc(fround((sixths / 6 + 1) % 1) * 255);
}

/** The saturation of a colour as a byte, from its greatest and its smallest component. */
export function saturationByte(max: number, min: number): number {
  return max === min ? 0 : Math.trunc(fround((max - min) / max) * 255);
}

/** Writes the colour of a hue, saturation and value (bytes) to `out[at]`, `out[at + 1]` and `out[at + 2]`. */
export function writeRgb(out: Uint8Array, at: number, hue: number, saturation: number, value: number): void {
  const sixths = (hue * 6) / 255;
  const sector = Math.floor(sixths);
  const f = fround(sixths - sector);
  const s = fround(saturation / 255);
  const p = Math.round(value * (1 - s));
  const q = Math.round(value * (1 - fround(s * f)));
  const t = Math.round(value * (1 - s * (1 - f)));
  const [red, green, blue] = saturation === 0 ? [value, value, value] : sectorColour(sector % 6, value, p, q, t);
  out[at] = red;
  out[at + 1] = green;
  out[at + 2] = blue;
}

function sectorColour(sector: number, v: number, p: number, q: number, t: number): [number, number, number] {
  if (sector === 0) return [v, t, p];
  if (sector === 1) return [q, v, p];
  if (sector === 2) return [p, v, t];
  if (sector === 3) return [p, q, v];
  if (sector === 4) return [t, p, v];
  return [v, p, q];
}

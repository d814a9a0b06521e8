// The pixel loops of a canvas. A pixel takes 4 bytes in memory: red, green, blue and one byte that nobody reads. All
// buffers start at multiples of 16 and may be read and written up to 64 bytes beyond their end.
export { gather } from './gather';
export { lookup, lumaSum, saturate } from './colour';
export { turnHue } from './hue';
export { resizeAcross, resizeDown } from './resize';
export { halve, sample } from './sample';
export { toFloats, toPacked } from './export';

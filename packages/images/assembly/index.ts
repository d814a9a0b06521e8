// The heavy parts of a JPEG decoder: the entropy code, the inverse cosine transform, and planes to pixels. All bytes are
// those of libjpeg's default decoder. Buffers may be read and written up to 64 bytes beyond their end.
export { fillLookup } from './huffman';
export { decodeScan } from './scan';
export { greyPixels, colourPixels } from './pixels';

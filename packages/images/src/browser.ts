export { decodeImage } from './browser/decode-image.ts';
export { encodeImage } from './browser/encode-image.ts';
export type { DecodeImageOptions } from './decode-options.ts';
export type { EncodeImageOptions } from './encode-options.ts';
export type { ImageSource } from './image-source.ts';
export { type Channels, type Pixels, pixels } from './pixels.ts';
export { withChannels } from './with-channels.ts';

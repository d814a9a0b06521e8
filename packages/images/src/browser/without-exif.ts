import { jpegSegments } from '../jpeg-segments.ts';

const APP1 = 0xe1;
const exif = [...'Exif'].map((letter) => letter.charCodeAt(0));

/** The same JPEG with its EXIF part hidden: browsers turn an image as EXIF says, whatever they are asked. */
export function withoutExif(file: Uint8Array): Uint8Array {
  const isJpeg = file[0] === 0xff && file[1] === 0xd8;
  if (!isJpeg) return file;
  const copy = file.slice();
  for (const { marker, data } of jpegSegments(copy)) {
    if (marker === APP1 && exif.every((letter, i) => data[i] === letter)) data.fill(0, 0, exif.length);
  }
  return copy;
}

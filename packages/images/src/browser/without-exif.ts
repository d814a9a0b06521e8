const [START_OF_SCAN, APP1] = [0xda, 0xe1];
const EXIF = 0x45786966; // 'Exif'

/** The same JPEG with its EXIF part hidden: browsers turn an image as EXIF says, whatever they are asked. */
export function withoutExif(file: Uint8Array): Uint8Array {
  const isJpeg = file[0] === 0xff && file[1] === 0xd8;
  if (!isJpeg) return file;
  const copy = file.slice();
  const view = new DataView(copy.buffer);
  // Segments: 0xff, the marker, the length of what follows as 2 bytes that count themselves.
  for (let at = 2; at + 8 <= copy.length && copy[at] === 0xff && copy[at + 1] !== START_OF_SCAN; ) {
    if (copy[at + 1] === APP1 && view.getUint32(at + 4) === EXIF) view.setUint32(at + 4, 0);
    at += 2 + view.getUint16(at + 2);
  }
  return copy;
}

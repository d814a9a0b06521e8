/** A part of a JPEG before its coded pixels; `data` is memory of the file, not a copy. */
export interface JpegSegment {
  readonly marker: number;
  readonly data: Uint8Array;
}

export const START_OF_SCAN = 0xda;

/**
 * The segments of a JPEG up to the first start of a scan: 0xff, the marker, the length of what follows as 2 bytes that count
 * themselves. None for other files; it ends where the file is damaged.
 */
export function* jpegSegments(file: Uint8Array): Generator<JpegSegment> {
  if (file[0] !== 0xff || file[1] !== 0xd8) return;
  for (let at = 2; at + 4 <= file.length && file[at] === 0xff; ) {
    const marker = file[at + 1]!;
    const end = at + 2 + ((file[at + 2]! << 8) | file[at + 3]!);
    if (end < at + 4 || end > file.length) return;
    yield { marker, data: file.subarray(at + 4, end) };
    if (marker === START_OF_SCAN) return;
    at = end;
  }
}

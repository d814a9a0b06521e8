import { jpegSegments, START_OF_SCAN } from './jpeg-segments.ts';

/** What the header of a JPEG states. */
export interface JpegFrame {
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: colour. */
  readonly components: 1 | 3;
}

const [BASELINE, EXTENDED] = [0xc0, 0xc1];
const [HUFFMAN_TABLES, QUANTA, RESTART_INTERVAL, COMMENT] = [0xc4, 0xdb, 0xdd, 0xfe];

/**
 * The frame of a JPEG of the common kind: sequential, grey or three components, in one scan, which bounds the work that a file
 * can cause. Undefined for all others, and where a decoder could see another frame than this function.
 */
export function readJpegFrame(file: Uint8Array): JpegFrame | undefined {
  let frame: JpegFrame | undefined;
  for (const { marker, data } of jpegSegments(file)) {
    if (marker === BASELINE || marker === EXTENDED) {
      if (frame !== undefined || data.length < 6) return undefined;
      const components = data[5];
      if (components !== 1 && components !== 3) return undefined;
      frame = { height: (data[1]! << 8) | data[2]!, width: (data[3]! << 8) | data[4]!, components };
    } else if (marker === START_OF_SCAN) {
      return frame !== undefined && frame.width * frame.height > 0 && data[0] === frame.components ? frame : undefined;
    } else if (!isHarmless(marker)) {
      return undefined;
    }
  }
  return undefined;
}

/** Whether the segment says nothing of size or kind; the markers from 0xe0 to 0xef are those of applications. */
function isHarmless(marker: number): boolean {
  return marker >> 4 === 0xe || [HUFFMAN_TABLES, QUANTA, RESTART_INTERVAL, COMMENT].includes(marker);
}

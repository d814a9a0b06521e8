/** An image as bytes: rows from the top, pixels from the left, the channels of a pixel side by side. */
export interface Pixels {
  /** `height × width × channels` bytes. */
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** 1: grey; 3: red, green, blue; 4: the same and alpha, not premultiplied. */
  readonly channels: 1 | 3 | 4;
}

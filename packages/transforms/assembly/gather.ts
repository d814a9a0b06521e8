/**
 * Fills `height` rows of `width` pixels at `to` from a source image of `step` bytes a pixel: output pixel (x, y) is source
 * pixel ((a·x + b·y + c) >> 16, (d·x + e·y + f) >> 16) where that lies in the box, and `fill` elsewhere.
 */
export function gather(
  source: usize,
  step: i32,
  sourceWidth: i32,
  left: i32,
  top: i32,
  boxWidth: i32,
  boxHeight: i32,
  a: i32,
  b: i32,
  c: i32,
  d: i32,
  e: i32,
  f: i32,
  fill: u32,
  to: usize,
  width: i32,
  height: i32,
): void {
  for (let y = 0; y < height; y++) {
    let sourceX = c + b * y;
    let sourceY = f + e * y;
    const end = to + ((<usize>width) << 2);
    for (; to < end; to += 4) {
      const column = sourceX >> 16;
      const row = sourceY >> 16;
      sourceX += a;
      sourceY += d;
      if (<u32>(column - left) < <u32>boxWidth && <u32>(row - top) < <u32>boxHeight) {
        store<u32>(to, load<u32>(source + (row * sourceWidth + column) * step));
      } else {
        store<u32>(to, fill);
      }
    }
  }
}

/** Whether the pixel of a 16.16 coordinate lies from `first` on among `count`. */
// @ts-ignore: decorator
@inline
function isWithin(coordinate: i32, first: i32, count: i32): bool {
  return <u32>((coordinate >> 16) - first) < <u32>count;
}

/** Copies one pixel of `step` bytes, a constant. */
// @ts-ignore: decorator
@inline
function copyPixel(source: usize, step: usize, rowBytes: i32, x: i32, y: i32, to: usize): void {
  store<u32>(to, load<u32>(source + <usize>((y >> 16) * rowBytes) + <usize>(x >> 16) * step));
}

/** Copies pixels of `step` bytes, a constant, along a line through the source to `to` until `end`. */
// @ts-ignore: decorator
@inline
function copyLine(source: usize, step: usize, rowBytes: i32, x: i32, y: i32, a: i32, d: i32, to: usize, end: usize): void {
  for (; to + 16 <= end; to += 16, x += a << 2, y += d << 2) {
    copyPixel(source, step, rowBytes, x, y, to);
    copyPixel(source, step, rowBytes, x + a, y + d, to + 4);
    copyPixel(source, step, rowBytes, x + (a << 1), y + (d << 1), to + 8);
    copyPixel(source, step, rowBytes, x + a * 3, y + d * 3, to + 12);
  }
  for (; to < end; to += 4, x += a, y += d) copyPixel(source, step, rowBytes, x, y, to);
}

/**
 * Fills `height` rows of `width` pixels at `to` from a source image of `step` bytes a pixel, 3 or 4: output pixel (x, y)
 * is source pixel ((a·x + b·y + c) >> 16, (d·x + e·y + f) >> 16) where that lies in the box, and `fill` elsewhere.
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
  const rowBytes = sourceWidth * step;
  for (let y = 0; y < height; y++) {
    let sourceX = c + b * y;
    let sourceY = f + e * y;
    const end = to + ((<usize>width) << 2);
    // The part of a row that lies in the box is one piece: fill before it and behind it.
    while (to < end && !(isWithin(sourceX, left, boxWidth) && isWithin(sourceY, top, boxHeight))) {
      store<u32>(to, fill);
      to += 4;
      sourceX += a;
      sourceY += d;
    }
    const rest = <i32>((end - to) >> 2);
    let lastX = sourceX + a * (rest - 1);
    let lastY = sourceY + d * (rest - 1);
    let lineEnd = end;
    while (lineEnd > to && !(isWithin(lastX, left, boxWidth) && isWithin(lastY, top, boxHeight))) {
      lineEnd -= 4;
      store<u32>(lineEnd, fill);
      lastX -= a;
      lastY -= d;
    }
    if (step === 3) copyLine(source, 3, rowBytes, sourceX, sourceY, a, d, to, lineEnd);
    else copyLine(source, 4, rowBytes, sourceX, sourceY, a, d, to, lineEnd);
    to = end;
  }
}

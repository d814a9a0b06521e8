/** Writes `count` pixels as 3 bytes each; the byte behind the last one is overwritten too. */
export function toPacked(pixels: usize, count: i32, to: usize): void {
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 4, to += 3) store<u32>(to, load<u32>(pixels));
}

/** Writes `count` pixels as 3 floats each: the entries of their bytes in three tables of 256 floats in a row. */
export function toFloats(pixels: usize, count: i32, tables: usize, to: usize): void {
  const end = pixels + ((<usize>count) << 2);
  for (; pixels < end; pixels += 4, to += 12) {
    const pixel = load<u32>(pixels);
    store<f32>(to, load<f32>(tables + ((pixel & 0xff) << 2)));
    store<f32>(to, load<f32>(tables + (((pixel >> 8) & 0xff) << 2), 1024), 4);
    store<f32>(to, load<f32>(tables + (((pixel >> 16) & 0xff) << 2), 2048), 8);
  }
}

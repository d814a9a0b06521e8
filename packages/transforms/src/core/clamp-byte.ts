/** Cut to 0..255. */
export function clampByte(value: number): number {
  return Math.min(255, Math.max(0, value));
}

/** Memory for `length` bytes: the start of `room` where it is long enough, otherwise new. */
export function roomFor(length: number, room: Uint8Array | undefined): Uint8Array {
  return room !== undefined && room.length >= length ? room.subarray(0, length) : new Uint8Array(length);
}

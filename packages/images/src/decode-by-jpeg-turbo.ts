import { readJpegFrame } from './jpeg-frame.ts';
import { loadJpegTurbo } from './load-jpeg-turbo.ts';
import type { Pixels } from './pixels.ts';
import { roomFor } from './room-for.ts';

/** The package counts bytes in 32 bits before its version 3. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Decodes a JPEG with the fast cosine transform of libjpeg-turbo, the only one that the package offers. Undefined for what is
 * no JPEG of the common kind (see `readJpegFrame`), and for whatever libjpeg-turbo refuses or warns of.
 *
 * @throws {EnvironmentError} when the package @julusian/jpeg-turbo cannot be loaded.
 */
export async function decodeByJpegTurbo(
  file: Uint8Array,
  { maxPixels, room }: { readonly maxPixels: number; readonly room: Uint8Array | undefined },
): Promise<Pixels | undefined> {
  const turbo = await loadJpegTurbo();
  const frame = readJpegFrame(file);
  if (frame === undefined) return undefined;
  const { width, height, components: channels } = frame;
  const length = width * height * channels;
  if (width * height > maxPixels || length > MOST_BYTES) return undefined;
  const data = roomFor(length, room);
  const format = channels === 1 ? turbo.FORMAT_GRAY : turbo.FORMAT_RGB;
  const { isMainThread } = process.getBuiltinModule('node:worker_threads');
  const decompress = isMainThread ? turbo.decompress : turbo.decompressSync;
  try {
    await decompress(asBuffer(file), asBuffer(data), { format });
    return { data, width, height, channels };
  } catch {
    return undefined;
  }
}

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

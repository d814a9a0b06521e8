import { DataError } from '@featuremap/errors';
import { cannotDecode, requireFewPixels } from './decode-options.ts';
import { loadSharp } from './load-sharp.ts';
import type { Channels, Pixels } from './pixels.ts';
import { roomFor } from './room-for.ts';

/** The formats that browsers decode too, and TIFF; not those that sharp would draw or run, such as SVG. */
const formats = ['jpeg', 'png', 'webp', 'gif', 'heif', 'avif', 'tiff'];
/** The first two bytes of JPEG and PNG files. */
const wellKnownStarts = [0xffd8, 0x8950];

/**
 * Decodes an image to the bytes that PIL gives, with as many channels as it has.
 *
 * @throws {DataError} when it cannot be decoded, or has more than `maxPixels` pixels.
 * @throws {EnvironmentError} when the package sharp cannot be loaded.
 */
export async function decodeBySharp(
  file: Uint8Array,
  {
    name,
    maxPixels,
    room,
  }: { readonly name: string; readonly maxPixels: number; readonly room: Uint8Array | undefined },
): Promise<Pixels> {
  const sharp = await loadSharp('decodeImage');
  const open = (limitInputPixels: number | false) =>
    sharp(file, { ignoreIcc: true, failOn: 'error', limitInputPixels });
  const check = async () => {
    const { format, width, height } = await open(false).metadata();
    if (!formats.includes(format)) throw new Error(`the format is ${format}, not one of ${formats.join(', ')}`);
    requireFewPixels(name, width, height, maxPixels);
  };
  // A file of a well-known format is looked at only if it cannot be decoded: to open it twice would take a tenth longer.
  const isWellKnown = wellKnownStarts.includes((file[0]! << 8) | file[1]!);
  try {
    if (!isWellKnown) await check();
    const { data, info } = await open(maxPixels)
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
      .catch(async (error: unknown) => {
        await check();
        throw error;
      });
    const pixels = fromRaw(data, info, room);
    free(data);
    return pixels;
  } catch (error) {
    throw error instanceof DataError ? error : cannotDecode(name, file.length, error);
  }
}

interface RawInfo {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** Grey with alpha, the one form that `Pixels` lacks, becomes colour with alpha. */
function fromRaw(raw: Uint8Array, { width, height, channels }: RawInfo, room: Uint8Array | undefined): Pixels {
  if (channels !== 2) {
    const data = roomFor(raw.length, room);
    data.set(raw);
    return { data, width, height, channels: channels as Channels };
  }
  const data = roomFor(width * height * 4, room);
  for (let i = 0, j = 0; j < data.length; i += 2, j += 4) {
    data.fill(raw[i]!, j, j + 3);
    data[j + 3] = raw[i + 1]!;
  }
  return { data, width, height, channels: 4 };
}

/**
 * Gives the memory back at once where the engine can (Node 22). The collector would run so often for it that two workers that
 * decode and augment made a sixth fewer images.
 */
function free({ buffer, length }: Uint8Array): void {
  const { transfer } = buffer as { readonly transfer?: (length: number) => ArrayBuffer };
  if (length === buffer.byteLength) transfer?.call(buffer, 0);
}

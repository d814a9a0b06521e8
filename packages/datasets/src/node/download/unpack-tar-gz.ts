import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { DataError } from '@featuremap/errors';
import { createTarDecoder } from 'modern-tar';
import { writeWhole } from './write-whole.ts';

/** Which files an archive is opened for. */
export interface UnpackOptions {
  /** Where they go, without the folders of the archive. */
  readonly folder: string;
  /** Their names; everything else in the archive is passed over. */
  readonly names: readonly string[];
  /** The most bytes that the archive may have when unpacked, which is also the most memory that reading it may take. */
  readonly maxBytes: number;
}

/**
 * Writes the named files of a tar.gz archive into a folder, each as a whole or not at all.
 *
 * @throws {DataError} when the archive is torn, is none, is too large when unpacked, or lacks a file.
 */
export async function unpackTarGz(archive: string, { folder, names, maxBytes }: UnpackOptions): Promise<void> {
  const wanted = new Set(names);
  try {
    const packed = Readable.toWeb(createReadStream(archive)) as ReadableStream<Uint8Array<ArrayBuffer>>;
    const entries = packed
      .pipeThrough(new DecompressionStream('gzip'))
      .pipeThrough(atMost(maxBytes))
      .pipeThrough(createTarDecoder({ strict: true }));
    for await (const { header, body } of entries) {
      const name = basename(header.name);
      if (header.type === 'file' && wanted.delete(name)) await writeWhole(join(folder, name), body);
      else await body.cancel();
    }
  } catch (cause) {
    throw new DataError(`${archive} cannot be unpacked`, {
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
  requireNone(archive, wanted);
}

/** Checks that no wanted file is left that the archive did not hold. */
export function requireNone(archive: string, missing: ReadonlySet<string>): void {
  if (missing.size === 0) return;
  throw new DataError(`${archive} does not hold ${[...missing].join(' and ')}`);
}

/** Lets bytes through until there are too many. */
function atMost(maxBytes: number): TransformStream<Uint8Array, Uint8Array> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes when unpacked`);
      controller.enqueue(chunk);
    },
  });
}

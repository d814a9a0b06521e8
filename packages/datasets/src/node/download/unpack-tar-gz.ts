import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { DataError } from '@featuremap/errors';
import { unpackTar } from 'modern-tar/fs';

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
  // Files of another name, not a folder of their own: unpackTar may still be making its folder when the archive breaks off.
  const prefix = `unpacking-${randomUUID()}-`;
  const written = async () => (await readdir(folder)).filter((name) => name.startsWith(prefix));
  try {
    const unpack = unpackTar(folder, {
      strict: true,
      filter: ({ name, type }) => type === 'file' && wanted.delete(basename(name)),
      map: (header) => ({ ...header, name: prefix + basename(header.name) }),
    });
    await pipeline(createReadStream(archive), createGunzip(), atMost(maxBytes), (chunks) => writeAll(unpack, chunks));
    for (const name of await written()) await rename(join(folder, name), join(folder, name.slice(prefix.length)));
  } catch (cause) {
    throw new DataError(`${archive} cannot be unpacked`, {
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  } finally {
    for (const name of await written()) await rm(join(folder, name));
  }
  requireNone(archive, wanted);
}

/** Checks that no wanted file is left that the archive did not hold. */
export function requireNone(archive: string, missing: ReadonlySet<string>): void {
  if (missing.size === 0) return;
  throw new DataError(`${archive} does not hold ${[...missing].join(' and ')}`);
}

/** Lets bytes through until there are too many. */
function atMost(maxBytes: number) {
  return async function* (chunks: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new Error(`more than ${maxBytes} bytes when unpacked`);
      yield chunk;
    }
  };
}

/** Hands chunks over one by one, so that no write is at work when they break off. */
async function writeAll(target: Writable, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  // The callbacks below get every error too.
  target.on('error', () => undefined);
  const write = promisify((chunk: Uint8Array, done: (error?: Error | null) => void) => target.write(chunk, done));
  const end = promisify((done: (error?: Error | null) => void) => target.end(done));
  try {
    for await (const chunk of chunks) await write(chunk);
    await end();
  } finally {
    target.destroy();
  }
}

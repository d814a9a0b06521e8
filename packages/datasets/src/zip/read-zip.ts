import { DataError, FeaturemapError } from '@featuremap/errors';
import type { Entry, Reader } from '@zip.js/zip.js/lib/zip-core-reader.js';
import { BlobReader } from './blob-reader.ts';

/** A file or folder in a zip archive. */
export interface ZipEntry {
  /** From the root of the archive, with `/` between folders and at the end of a folder. */
  readonly path: string;
  /**
   * The unpacked bytes of a file, piece by piece; at the end their checksum is compared.
   *
   * @throws {DataError} when the archive states more than `maxBytes`, holds more, or is torn or encrypted.
   */
  read(maxBytes: number): AsyncGenerator<Uint8Array>;
}

/** How `readZip` names the archive in errors, and how far it goes. */
export interface ReadZipOptions {
  readonly name: string;
  /** The most files and folders that the archive may list. */
  readonly maxEntries: number;
}

/**
 * What a zip archive holds, in the order of its list. Only the list is read; a file is when it is asked for.
 *
 * @throws {DataError} when it is no zip archive or is torn, lists too much, or names a file outside of itself.
 */
export async function readZip(archive: Blob, { name, maxEntries }: ReadZipOptions): Promise<ZipEntry[]> {
  const { ZipReader } = await import('@zip.js/zip.js/lib/zip-core-reader.js');
  const reader = new ZipReader(new BlobReader(archive) as unknown as Reader<Blob>, {
    useWebWorkers: false,
    checkCrc32: true,
    filenameValidation: 'balanced',
  });
  const entries: ZipEntry[] = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entries.length === maxEntries) throw tooMany(name, maxEntries);
      entries.push({ path: entry.filename, read: (maxBytes) => read(entry, `${name}: ${entry.filename}`, maxBytes) });
    }
  } catch (cause) {
    if (FeaturemapError.is(cause)) throw cause;
    const { message, filename = '' } = cause as Error & { filename?: string };
    throw new DataError(`${name} cannot be read`, {
      received: `${archive.size} bytes; ${message} ${filename}`.trim(),
      remedy: 'a zip archive that is whole, and names no file outside of itself',
      cause,
    });
  }
  return entries;
}

function tooMany(name: string, maxEntries: number): DataError {
  return new DataError(`${name} holds more than ${maxEntries} files and folders`, {
    rule: `at most ${maxEntries} files and folders`,
  });
}

async function* read(entry: Entry, name: string, maxBytes: number): AsyncGenerator<Uint8Array> {
  if (entry.directory) throw new DataError(`${name} is a folder`);
  requireFew(name, entry.uncompressedSize, maxBytes);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const written = entry.getData(writable);
  // What goes wrong need not reach the stream.
  const failure = new Promise<never>((_, reject) => written.catch(reject));
  failure.catch(() => undefined);
  const reader = readable.getReader();
  try {
    let bytes = 0;
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), failure]);
      if (done) break;
      bytes += value.length;
      requireFew(name, bytes, maxBytes);
      yield value;
    }
    await written;
  } catch (cause) {
    if (FeaturemapError.is(cause)) throw cause;
    throw new DataError(`${name} cannot be unpacked`, {
      received: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function requireFew(name: string, bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new DataError(`${name} has ${bytes} bytes when unpacked, more than ${maxBytes}`, {
    rule: `at most ${maxBytes} bytes for one file`,
  });
}

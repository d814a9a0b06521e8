import { openAsBlob } from 'node:fs';
import { basename, join } from 'node:path';
import { readZip } from '../../zip/read-zip.ts';
import { requireNone, type UnpackOptions } from './unpack-tar-gz.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes the named files of a zip archive into a folder, each as a whole or not at all.
 *
 * @throws {DataError} when the archive is torn, is none, or lacks a file, or when a file is too large.
 */
export async function unpackZip(archive: string, { folder, names, maxBytes }: UnpackOptions): Promise<void> {
  const wanted = new Set(names);
  for (const entry of await readZip(await openAsBlob(archive), { name: archive, maxEntries: 10_000 })) {
    const name = basename(entry.path);
    if (wanted.delete(name)) await writeWhole(join(folder, name), entry.read(maxBytes));
  }
  requireNone(archive, wanted);
}

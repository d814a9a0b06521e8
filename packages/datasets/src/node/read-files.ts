import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, DataError, show } from '@featuremap/errors';
import type { DataFile } from './fetch-files.ts';

/** Reads the files of a data set, and checks the SHA-256 of those where it is known. */
export async function readFiles(
  caller: string,
  { folder, files, from }: { folder: string; files: readonly DataFile[]; from: string },
): Promise<Uint8Array[]> {
  const names = files.map((file) => file.name).join(' and ');
  const missing: string[] = [];
  for (const { name } of files) {
    if (!(await stat(join(folder, name)).catch(() => undefined))?.isFile()) missing.push(name);
  }
  if (missing.length > 0) {
    throw new DataError(`${caller}: ${folder} does not hold ${missing.join(' and ')}`, {
      remedy: `download: true, or put ${names} into ${folder}, from ${from}`,
    });
  }
  const contents = await Promise.all(files.map(({ name }) => readFile(join(folder, name))));
  for (const [i, { name, sha256 }] of files.entries()) {
    const bytes = contents[i]!;
    if (sha256 === undefined) continue;
    const actual = createHash('sha256').update(bytes).digest('hex');
    if (sha256 === actual) continue;
    throw new DataError(`${caller}: ${name} is not the original file`, {
      received: `${join(folder, name)}, ${bytes.length} bytes, SHA-256 ${actual}`,
      rule: `SHA-256 ${sha256}`,
      remedy: `remove it, and download: true, or put ${name} into ${folder}, from ${from}`,
    });
  }
  return contents;
}

/** Checks that a folder is named by its path. */
export function requireFolder(caller: string, folder: unknown): string {
  if (typeof folder === 'string' && folder !== '') return folder;
  throw new ArgumentError(`${caller}: folder must be the path of a folder, not ${show(folder)}`);
}

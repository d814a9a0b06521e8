import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArgumentError, DataError, show } from '@featuremap/errors';

/** One of the original files of a data set. */
export interface DataFile {
  readonly name: string;
  /** Of the file as it is distributed. */
  readonly sha256?: string;
}

/** Reads the files of a data set, and checks the SHA-256 of those where it is known. */
export async function readFiles(
  caller: string,
  { folder, files, from }: { folder: string; files: readonly DataFile[]; from: string },
): Promise<Uint8Array[]> {
  if (typeof folder !== 'string') {
    throw new ArgumentError(`${caller}: folder must be the path of a folder, not ${show(folder)}`);
  }
  const remedy = `put ${files.map((file) => file.name).join(' and ')} into ${folder}, from ${from}`;
  const missing: string[] = [];
  for (const { name } of files) {
    if (!(await stat(join(folder, name)).catch(() => undefined))?.isFile()) missing.push(name);
  }
  if (missing.length > 0) {
    throw new DataError(`${caller}: ${folder} does not hold ${missing.join(' and ')}`, { remedy });
  }
  return Promise.all(
    files.map(async ({ name, sha256 }) => {
      const bytes = await readFile(join(folder, name));
      const actual = createHash('sha256').update(bytes).digest('hex');
      if (sha256 === undefined || sha256 === actual) return bytes;
      throw new DataError(`${caller}: ${name} is not the original file`, {
        received: `${join(folder, name)}, ${bytes.length} bytes, SHA-256 ${actual}`,
        rule: `SHA-256 ${sha256}`,
        remedy,
      });
    }),
  );
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadFile } from './download/download-file.ts';
import type { CheckedDownload } from './download/download-options.ts';
import { inTurn } from './download/in-turn.ts';
import type { UnpackOptions } from './download/unpack-tar-gz.ts';

/** One of the original files of a data set. */
export interface DataFile {
  readonly name: string;
  /** Of the file as it is distributed. */
  readonly sha256?: string;
}

/** One of the original files, as it can be fetched by itself. */
export interface FetchedFile extends DataFile {
  readonly sha256: string;
  /** The most bytes that it may have. */
  readonly maxBytes: number;
}

/** The archive in which the files of a data set are published. */
export interface DataArchive extends FetchedFile {
  /** The most bytes that it may have when unpacked. */
  readonly maxUnpackedBytes: number;
  /** All files that it is opened for, whichever are asked for. */
  readonly names: readonly string[];
  unpack(path: string, options: UnpackOptions): Promise<void>;
}

/** Fetches those files that are not in the folder. */
export async function fetchFiles(
  caller: string,
  { folder, files }: { folder: string; files: readonly FetchedFile[] },
  options: CheckedDownload,
): Promise<void> {
  for (const file of files) {
    const path = join(folder, file.name);
    const remedy = `put ${file.name} into ${folder}, from ${options.mirrors[0]}${file.name}`;
    await inTurn(path, async () => {
      if (!(await isFile(path))) await downloadFile(caller, { ...file, path, remedy }, options);
    });
  }
}

/** Fetches and unpacks the archive when the folder lacks a file of those that are asked for. */
export async function fetchArchive(
  caller: string,
  { folder, files, archive }: { folder: string; files: readonly DataFile[]; archive: DataArchive },
  options: CheckedDownload,
): Promise<void> {
  const { name, names, sha256, maxBytes, maxUnpackedBytes } = archive;
  const path = join(folder, name);
  const found = () => Promise.all(files.map((file) => isFile(join(folder, file.name))));
  const unpack = (from: string) => archive.unpack(from, { folder, names, maxBytes: maxUnpackedBytes });
  const remedy = `put ${name}, unpacked, into ${folder}, from ${options.mirrors[0]}${name}`;
  await inTurn(path, async () => {
    if ((await found()).every(Boolean)) return;
    await downloadFile(caller, { path, sha256, maxBytes, remedy }, options, unpack);
  });
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

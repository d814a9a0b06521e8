import { ArgumentError, show } from '@featuremap/errors';
import { listEntries, listFiles, listHandle } from './list-folder.ts';
import { listZip, type ZipLimits } from './list-zip.ts';
import type { Listing } from './listing.ts';

/**
 * Where an `ImageFolder` finds its images on a page: the `dataTransfer` of a drop; the `files` of an
 * `<input type="file">`, with `webkitdirectory` or of one zip archive; what `showDirectoryPicker()` gives; a folder of a drop by itself; or a zip archive,
 * as a Blob (so a File too) or as bytes.
 */
export type FolderSource =
  | DataTransfer
  | ArrayLike<File>
  | FileSystemDirectoryHandle
  | FileSystemDirectoryEntry
  | Blob
  | ArrayBuffer
  | Uint8Array;

/** What a source holds. Of a drop it takes the entries before it returns, since afterwards they are gone. */
export async function listSource(source: FolderSource, limits: ZipLimits): Promise<Listing> {
  const { maxFiles } = limits;
  if (source instanceof Blob) return listZip(source, limits);
  if (source instanceof ArrayBuffer || source instanceof Uint8Array)
    return listZip(new Blob([source as Uint8Array<ArrayBuffer>]), limits);
  if (typeof source === 'object' && source !== null) {
    if ('items' in source) return listDrop(source, limits);
    if ('kind' in source && source.kind === 'directory') return listHandle(source, maxFiles);
    if ('isDirectory' in source && source.isDirectory) return listEntries([source], maxFiles);
    if (isFiles(source)) return isOnePicked(source) ? listZip(source[0]!, limits) : listFiles(source, maxFiles);
  }
  throw new ArgumentError(`ImageFolder: a folder, a list of files or a zip archive is needed, not ${show(source)}`, {
    rule: 'the dataTransfer of a drop, input.files, a directory handle, or a Blob or bytes of a zip archive',
  });
}

function listDrop({ items, files }: DataTransfer, limits: ZipLimits): Promise<Listing> {
  const entries = Array.from(items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [archive] = files;
  const isZip = entries.length === 1 && entries[0]!.isFile && archive !== undefined;
  return isZip ? listZip(archive, limits) : listEntries(entries, limits.maxFiles);
}

function isFiles(source: object): source is ArrayLike<File> {
  return 'length' in source && Array.from(source as ArrayLike<unknown>).every((file) => file instanceof File);
}

/** Whether it is a file picked by itself, which can only be an archive. */
function isOnePicked(files: ArrayLike<File>): boolean {
  return files.length === 1 && !files[0]!.webkitRelativePath;
}

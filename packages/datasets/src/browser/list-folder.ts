import { FileCollector, type Listing } from './listing.ts';

/** What a folder holds that `showDirectoryPicker()` gave. */
export async function listHandle(folder: FileSystemDirectoryHandle, maxFiles: number): Promise<Listing> {
  const collector = new FileCollector(folder.name, maxFiles);
  const visit = async (inside: FileSystemDirectoryHandle, path: string): Promise<void> => {
    for await (const handle of inside.values()) {
      const isFolder = handle.kind === 'directory';
      collector.add(`${path}${handle.name}${isFolder ? '/' : ''}`, isFolder ? undefined : () => handle.getFile());
      if (isFolder) await visit(handle, `${path}${handle.name}/`);
    }
  };
  await visit(folder, '');
  return { name: folder.name, files: collector.files };
}

/** What dropped folders hold: of a single one, its content; of several, the folders themselves. */
export async function listEntries(entries: readonly FileSystemEntry[], maxFiles: number): Promise<Listing> {
  const name = entries.map((entry) => entry.name).join(', ');
  const collector = new FileCollector(name, maxFiles);
  const visit = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (entry.isFile) {
      const open = () => new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      collector.add(`${path}${entry.name}`, open);
      return;
    }
    collector.add(`${path}${entry.name}/`);
    for (const inside of await contentOf(entry as FileSystemDirectoryEntry)) {
      await visit(inside, `${path}${entry.name}/`);
    }
  };
  const [first] = entries;
  const isOneFolder = entries.length === 1 && first!.isDirectory;
  const top = isOneFolder ? await contentOf(first as FileSystemDirectoryEntry) : entries;
  for (const entry of top) await visit(entry, '');
  return { name, files: collector.files };
}

/** A browser gives the content of a folder in several pieces, the last of which is empty. */
async function contentOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const content: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return content;
    content.push(...piece);
  }
}

/** The files of an `<input type="file" webkitdirectory>`, whose paths begin with the folder that was picked. */
export function listFiles(files: ArrayLike<File>, maxFiles: number): Listing {
  const name = files[0]?.webkitRelativePath?.split('/')[0] || 'the list of files';
  const collector = new FileCollector(name, maxFiles);
  for (const file of Array.from(files)) {
    collector.add((file.webkitRelativePath ?? '').split('/').slice(1).join('/'), async () => file);
  }
  return { name, files: collector.files };
}

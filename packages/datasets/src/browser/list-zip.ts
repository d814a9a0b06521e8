import { decodedInBrowsers, endingOf } from '../image-endings.ts';
import { readZip } from '../zip/read-zip.ts';
import { FileCollector, type Listing } from './listing.ts';

/** How far a zip archive is read. */
export interface ZipLimits {
  readonly maxFiles: number;
  /** The most bytes of one file when unpacked. */
  readonly maxFileBytes: number;
}

/** What a zip archive holds. A folder around all others, as packing a folder gives, is passed over. */
export async function listZip(archive: Blob, { maxFiles, maxFileBytes }: ZipLimits): Promise<Listing> {
  const name = archive instanceof File ? archive.name : 'the zip archive';
  const entries = await readZip(archive, { name: `ImageFolder: ${name}`, maxEntries: maxFiles });
  const own = entries.filter(({ path }) => !path.startsWith('__MACOSX/'));
  const root = commonFolder(own.map(({ path }) => path));
  const collector = new FileCollector(name, maxFiles);
  const latest = new Map(own.map((entry) => [entry.path.slice(root.length), entry]));
  for (const [path, entry] of latest) {
    if (path.endsWith('/')) collector.add(path);
    else if (path !== '') collector.add(path, () => blobOf(entry.read(maxFileBytes)));
  }
  return { name, files: collector.files };
}

/** `pets/` when that is the one folder at the top, and holds folders but no image; else nothing. */
function commonFolder(paths: readonly string[]): string {
  const tops = new Set(paths.map((path) => path.slice(0, path.indexOf('/') + 1)));
  const [top = ''] = tops;
  if (tops.size !== 1 || top === '') return '';
  const inside = paths.map((path) => path.slice(top.length));
  const isImage = (path: string) => !path.includes('/') && decodedInBrowsers.has(endingOf(path));
  return inside.some((path) => path.includes('/')) && !inside.some(isImage) ? top : '';
}

async function blobOf(content: AsyncIterable<Uint8Array>): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of content) pieces.push(piece as Uint8Array<ArrayBuffer>);
  return new Blob(pieces);
}

import { ArgumentError, show } from '@featuremap/errors';

/**
 * An encoded image: its bytes, or where to find them. A string is a path in Node and an address in a browser; a URL is
 * read from the disk (`file:`, in Node) or fetched.
 */
export type ImageSource = Uint8Array | ArrayBuffer | Blob | string | URL;

/** The bytes of a source that needs no reading, or undefined. */
export async function bytesInMemory(source: ImageSource): Promise<Uint8Array | undefined> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (source instanceof Blob) return new Uint8Array(await source.arrayBuffer());
  if (typeof source === 'string' || source instanceof URL) return undefined;
  throw new ArgumentError(`decodeImage: the image must be bytes, a Blob, a string or a URL, not ${show(source)}`);
}

/** How errors call a source. */
export function nameOf(source: ImageSource): string {
  if (source instanceof URL) return source.protocol === 'data:' ? 'the data: URL' : source.href;
  if (typeof source === 'string') return source.startsWith('data:') ? 'the data: URL' : source;
  return typeof File !== 'undefined' && source instanceof File ? source.name : 'the image';
}

/** Fetches an image. */
export async function fetchBytes(address: string | URL): Promise<Uint8Array> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

import { DataError } from '@featuremap/errors';
import type { DataFile } from './files.ts';

const remedy = 'get the four original files again, or leave out folder to read those in this package';

/**
 * The bytes of one of the four files, from the package or from `folder`, checked against its SHA-256. They are unpacked
 * where a server says `Content-Encoding: gzip` of the file, since then `fetch` unpacks it. A page that is not served over
 * https has no SHA-256 of the browser's; there the checksum inside the gzip file has to do.
 */
export async function readFile(file: DataFile, folder: URL | undefined): Promise<Uint8Array> {
  const url = folder === undefined ? file.url : new URL(file.name, folder);
  const bytes = await (url.protocol === 'file:' ? readFromDisk(url) : readFromServer(url));
  const sha256 = await sha256Of(bytes);
  if (sha256 !== undefined && sha256 !== file.sha256 && sha256 !== file.unpackedSha256) {
    throw new DataError(`fashionMnist: ${file.name} is not the original file`, {
      received: `${placeOf(url)}, ${bytes.length} bytes, SHA-256 ${sha256}`,
      rule: `SHA-256 ${file.sha256}, or ${file.unpackedSha256} of the file unpacked`,
      remedy,
    });
  }
  return bytes;
}

/** Asked of the running process instead of imported, so that bundlers for browsers meet no Node module. */
async function readFromDisk(url: URL): Promise<Uint8Array> {
  try {
    return await process.getBuiltinModule('node:fs/promises').readFile(url);
  } catch (cause) {
    throw unreadable(url, cause);
  }
}

async function readFromServer(url: URL): Promise<Uint8Array> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw unreadable(url, cause);
  }
}

function unreadable(url: URL, cause: unknown): DataError {
  return new DataError(`fashionMnist: ${placeOf(url)} cannot be read`, {
    received: cause instanceof Error ? cause.message : String(cause),
    remedy,
    cause,
  });
}

async function sha256Of(bytes: Uint8Array): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return undefined;
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function placeOf(url: URL): string {
  return url.protocol === 'file:' ? decodeURIComponent(url.pathname) : url.href;
}

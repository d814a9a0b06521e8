import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { DataError, FeaturemapError } from '@featuremap/errors';
import type { CheckedDownload } from './download-options.ts';
import { BrokenConnection, fetchRest } from './fetch-rest.ts';
import { PartialFile } from './partial-file.ts';
import { progressMeter } from './progress-meter.ts';

/** A file that can be fetched. */
export interface RemoteFile {
  /** Where it shall be; its name is that below a mirror. */
  readonly path: string;
  readonly sha256: string;
  /** The most bytes that it may have. */
  readonly maxBytes: number;
  /** What a person can do where nothing can be fetched. */
  readonly remedy: string;
}

/**
 * Fetches a file from the first mirror that has it: with its SHA-256 checked, taken up where an earlier download broke off,
 * and put in its place all at once. With `use` the file goes there instead, and is removed afterwards.
 *
 * @throws {DataError} when no mirror gives the file; the reason of `signal` when that is aborted.
 */
export async function downloadFile(
  caller: string,
  file: RemoteFile,
  options: CheckedDownload,
  use?: (path: string) => Promise<void>,
): Promise<void> {
  const failures: string[] = [];
  for (const mirror of options.mirrors) {
    const url = `${mirror}${basename(file.path)}`;
    try {
      await downloadFrom(url, file, options, use);
      return;
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(`${url}: ${FeaturemapError.is(error) ? error.sentence : (error as Error).message}`);
    }
  }
  throw new DataError(`${caller}: ${basename(file.path)} cannot be downloaded into ${dirname(file.path)}`, {
    received: failures.join('; '),
    remedy: file.remedy,
  });
}

async function downloadFrom(
  url: string,
  file: RemoteFile,
  options: CheckedDownload,
  use: ((path: string) => Promise<void>) | undefined,
): Promise<void> {
  const part = await PartialFile.claim(file.path);
  try {
    const taken = part.length;
    await fetchWhole(url, part, file, options);
    let sha256 = await sha256Of(part.path);
    if (sha256 !== file.sha256 && taken > 0) {
      await part.clear();
      await fetchWhole(url, part, file, options);
      sha256 = await sha256Of(part.path);
    }
    if (sha256 !== file.sha256) {
      const { length } = part;
      await part.clear();
      throw new Error(`${length} bytes of SHA-256 ${sha256}, not ${file.sha256}`);
    }
    if (use === undefined) return await part.become(file.path);
    await use(part.path);
    await part.remove();
  } catch (error) {
    await part.leave();
    throw error;
  }
}

/** Fetches until all bytes are there, or the connection broke off once more than allowed. */
async function fetchWhole(url: string, part: PartialFile, file: RemoteFile, options: CheckedDownload): Promise<void> {
  const { signal, timeout, retries, onProgress } = options;
  const report = progressMeter(basename(file.path), part, onProgress);
  for (let failures = 0; ; ) {
    const before = part.length;
    try {
      await fetchRest(url, part, { signal, timeout, maxBytes: file.maxBytes, onBytes: report });
      report(part.length);
      return;
    } catch (error) {
      if (!(error instanceof BrokenConnection) || failures++ === retries) throw error;
      if (part.length <= before) await wait(250 * 2 ** failures, undefined, signal && { signal });
    }
  }
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

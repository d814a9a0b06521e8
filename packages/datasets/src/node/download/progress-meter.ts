import type { DownloadProgress } from './download-options.ts';

const INTERVAL_MS = 100;

/** Tells how far a file is: call it after each piece with the bytes of the whole file, if they are known. */
export function progressMeter(
  file: string,
  part: { readonly length: number },
  onProgress: (progress: DownloadProgress) => void,
): (total: number | undefined) => void {
  const begun = performance.now();
  const there = part.length;
  let last = { at: -Infinity, bytes: -1 };
  return (total) => {
    const [at, bytes] = [performance.now(), part.length];
    const isWhole = bytes === total;
    if (bytes === last.bytes || (!isWhole && at - last.at < INTERVAL_MS)) return;
    last = { at, bytes };
    onProgress({ file, bytes, total, rate: (1000 * Math.max(0, bytes - there)) / Math.max(1, at - begun) });
  };
}

import { rename, rm, writeFile } from 'node:fs/promises';

let count = 0;

/** Writes a file that is there as a whole or not at all. */
export async function writeWhole(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  const unfinished = `${path}.${process.pid}-${count++}.new`;
  try {
    await writeFile(unfinished, content, { flush: true });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

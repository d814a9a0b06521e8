import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { DataError } from '@featuremap/errors';
import { reasonOf } from './reason-of.ts';

/**
 * Writes a file so that it is there whole or not at all: into a file beside it, which then takes its name.
 *
 * @throws {DataError} when it cannot be written; what stood there before is untouched.
 */
export function writeFileWhole(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(beside, content, { flush: true });
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw new DataError(`${path} cannot be written: ${reasonOf(cause)}`, { cause });
  }
}

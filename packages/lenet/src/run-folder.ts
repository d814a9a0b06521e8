import { mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '@featuremap/errors';
import { reasonOf } from './reason-of.ts';
import { weightsName } from './weights-file.ts';
import { writeFileWhole } from './write-file-whole.ts';

/** The name of the metrics in the folder of a run. */
export const metricsName = 'metrics.jsonl';

/** The folder of a training: each of its files is there whole or not at all. */
export class RunFolder {
  readonly path: string;

  /**
   * Makes the folder. One that holds something already is refused: a run never overwrites another.
   *
   * @throws {DataError} when it cannot be made or is not empty.
   */
  constructor(path: string) {
    this.path = path;
    let found: readonly string[];
    try {
      mkdirSync(path, { recursive: true });
      found = readdirSync(path);
    } catch (cause) {
      throw new DataError(`the folder ${path} cannot be made: ${reasonOf(cause)}`, {
        remedy: '--out with a folder that you may write to',
        cause,
      });
    }
    if (found.length > 0) {
      throw new DataError(`the folder ${path} is not empty`, {
        received: found.slice(0, 5).join(', '),
        remedy: 'another --out, or remove it',
      });
    }
  }

  /** Writes a file of the run whole, in place of the one from before. @throws {DataError} when it cannot be written. */
  write(name: typeof metricsName | 'report.html' | typeof weightsName, content: string | Uint8Array): void {
    writeFileWhole(join(this.path, name), content);
  }

  /** The files that are there. */
  files(): string[] {
    return readdirSync(this.path).sort();
  }

  /** Removes the folder if nothing was written. */
  removeIfEmpty(): void {
    if (this.files().length === 0) rmdirSync(this.path);
  }
}

/** The newest run in `folder`: the one whose weights were written last. */
export function newestRun(folder: string): string {
  let best: { path: string; time: number } | undefined;
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const time = statSync(join(path, weightsName), { throwIfNoEntry: false })?.mtimeMs;
      if (time !== undefined && (best === undefined || time > best.time)) best = { path, time };
    }
  } catch (cause) {
    throw new DataError(`${folder} cannot be read: ${reasonOf(cause)}`, {
      remedy: '--run with the folder of a run',
      cause,
    });
  }
  if (best !== undefined) return best.path;
  throw new DataError(`there is no run in ${folder}`, { remedy: "'lenet train', or --run with the folder of a run" });
}

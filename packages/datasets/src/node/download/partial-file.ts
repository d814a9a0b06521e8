import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

const HOUR = 3_600_000;
let count = 0;

/**
 * The part of a file that is there while it is fetched. Each download writes into a file of its own, so that two processes
 * do not spoil each other; one that broke off leaves its part to whoever takes it up first, by renaming it.
 */
export class PartialFile {
  /** Where the bytes are. */
  readonly path: string;
  readonly #left: string;
  readonly #file: FileHandle;
  #length: number;

  private constructor(path: string, left: string, file: FileHandle, length: number) {
    this.path = path;
    this.#left = left;
    this.#file = file;
    this.#length = length;
  }

  /** The longest part of `target` that nobody works at, or an empty one. */
  static async claim(target: string): Promise<PartialFile> {
    const folder = dirname(target);
    await mkdir(folder, { recursive: true });
    const own = `${target}.${hostname()}-${process.pid}-${count++}.part`;
    for (const path of await partsLeft(folder, basename(target))) {
      if (await moved(path, own)) break;
    }
    const file = await open(own, 'a');
    return new PartialFile(own, `${target}.part`, file, (await file.stat()).size);
  }

  /** How many bytes are there. */
  get length(): number {
    return this.#length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.writeFile(bytes);
    this.#length += bytes.length;
  }

  /** Begins again with nothing. */
  async clear(): Promise<void> {
    await this.#file.truncate(0);
    this.#length = 0;
  }

  /** Makes it the file `target`, all at once. */
  async become(target: string): Promise<void> {
    await this.#file.sync();
    await this.#file.close();
    await rename(this.path, target);
  }

  /** Removes it. */
  async remove(): Promise<void> {
    await this.#file.close();
    await rm(this.path, { force: true });
  }

  /** Leaves it to the next download. */
  async leave(): Promise<void> {
    await this.#file.close();
    if (this.#length === 0) await rm(this.path, { force: true });
    else await moved(this.path, this.#left);
  }
}

/** The parts of a file that nobody works at, the longest first. */
async function partsLeft(folder: string, name: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((entry) => entry.startsWith(`${name}.`) && entry.endsWith('.part'));
  const parts: { path: string; size: number }[] = [];
  for (const entry of names) {
    const path = join(folder, entry);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && isLeft(entry.slice(name.length + 1), found.mtimeMs)) parts.push({ path, size: found.size });
  }
  return parts.sort((a, b) => b.size - a.size).map(({ path }) => path);
}

/** Whether the process that the name of a part states has left it, or has died. */
function isLeft(suffix: string, changed: number): boolean {
  const owner = /^(.*)-(\d+)-\d+\.part$/.exec(suffix);
  if (owner === null) return suffix === 'part';
  return owner[1] === hostname() ? !isAlive(Number(owner[2])) : Date.now() - changed > HOUR;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Renames a file; false when another process was faster. */
async function moved(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

import { DataError } from '@featuremap/errors';

/** A file or folder below the folder of the classes. */
export interface ListedFile {
  /** From that folder, with `/` between folders and at the end of a folder: `cat/1.jpg`, `cat/`. */
  readonly path: string;
  /** The content of a file; a folder has none. */
  readonly open?: () => Promise<Blob>;
}

/** What lies below the folder of the classes. */
export interface Listing {
  /** What the folder is called in errors. */
  readonly name: string;
  readonly files: readonly ListedFile[];
}

/** Gathers files until there are too many. */
export class FileCollector {
  readonly files: ListedFile[] = [];
  readonly #name: string;
  readonly #maxFiles: number;

  constructor(name: string, maxFiles: number) {
    this.#name = name;
    this.#maxFiles = maxFiles;
  }

  add(path: string, open?: () => Promise<Blob>): void {
    if (this.files.length === this.#maxFiles) {
      throw new DataError(`ImageFolder: ${this.#name} holds more than ${this.#maxFiles} files and folders`, {
        rule: `at most ${this.#maxFiles} files and folders`,
      });
    }
    this.files.push(open === undefined ? { path } : { path, open });
  }
}

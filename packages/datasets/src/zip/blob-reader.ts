/** The most bytes that the list of an archive may have: it is read in one piece. */
const MAX_LIST = 2 ** 26;

/** Reads a Blob for @zip.js/zip.js, whose own reader comes with much that is not needed here. */
export class BlobReader {
  readonly size: number;
  readonly #blob: Blob;

  constructor(blob: Blob) {
    this.#blob = blob;
    this.size = blob.size;
  }

  createReadable({
    offset = 0,
    size = this.size,
  }: {
    offset?: number;
    size?: number;
  } = {}): ReadableStream<Uint8Array> {
    return this.#blob.slice(offset, offset + size).stream();
  }

  async readUint8Array(index: number, length: number): Promise<Uint8Array> {
    if (length > MAX_LIST) throw new Error(`a list of ${length} bytes, more than ${MAX_LIST}`);
    return new Uint8Array(await this.#blob.slice(index, index + length).arrayBuffer());
  }
}

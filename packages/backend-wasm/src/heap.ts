import { EnvironmentError } from '@featuremap/errors';
import { type HeapMemory, newMemory } from './new-memory.ts';

const PAGE = 65_536;
const ALIGNMENT = 64;
/** Room behind each block, so that kernels may read and write whole vectors at its end. */
const SLACK = 64;
/** The first bytes belong to the kernels' own constants. */
const HEAP_START = PAGE;

/**
 * Blocks of one WebAssembly memory. Sizes are rounded up to classes (multiples of 64 bytes, from 4 kB on eight
 * classes for each power of two) and a freed block waits in its class's list for the next of that size.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** Whether threads can share the memory. */
  readonly isShared: boolean;
  /** Why there is less memory, or memory for fewer threads, than there could be. */
  readonly reason: string | undefined;
  private readonly maxPages: number;
  private top = HEAP_START;
  private readonly free = new Map<number, number[]>();
  private live = 0;
  private peak = 0;
  private floats!: Float32Array;
  private integers!: Int32Array;

  constructor({ memory, maxPages, isShared, reason }: HeapMemory = newMemory()) {
    this.memory = memory;
    this.maxPages = maxPages;
    this.isShared = isShared;
    this.reason = reason;
    this.refresh();
  }

  /** All of the memory as numbers; ask again after an allocation, as growing makes new views. */
  get float32(): Float32Array {
    return this.floats;
  }
  get int32(): Int32Array {
    return this.integers;
  }

  /**
   * Whether values are a view of the heap's memory, or of another shared one; pages that are not isolated lack the class to
   * test for.
   */
  isView(values: unknown): values is Float32Array | Int32Array | Uint8Array {
    if (!ArrayBuffer.isView(values)) return false;
    const { buffer } = values;
    return buffer === this.memory.buffer || Object.prototype.toString.call(buffer) === '[object SharedArrayBuffer]';
  }

  /** Bytes in use, the most there ever were, and the size of the memory. */
  get usage(): { live: number; peak: number; size: number } {
    return { live: this.live, peak: this.peak, size: this.memory.buffer.byteLength };
  }

  /**
   * The address of a block of at least `bytes`.
   *
   * @throws {EnvironmentError} when the memory cannot grow that far.
   */
  allocate(bytes: number): number {
    const size = sizeClass(bytes);
    const address = this.free.get(size)?.pop() ?? this.extend(size, bytes);
    this.live += size;
    this.peak = Math.max(this.peak, this.live);
    return address;
  }

  /** Gives back a block of `bytes` (as many as were asked for). */
  release(address: number, bytes: number): void {
    const size = sizeClass(bytes);
    this.live -= size;
    const list = this.free.get(size);
    if (list === undefined) this.free.set(size, [address]);
    else list.push(address);
  }

  private extend(size: number, asked: number): number {
    const address = this.top;
    const missing = address + size - this.memory.buffer.byteLength;
    if (missing > 0) this.grow(missing, asked);
    this.top += size;
    return address;
  }

  private grow(missing: number, asked: number): void {
    const pages = this.memory.buffer.byteLength / PAGE;
    const needed = Math.ceil(missing / PAGE);
    // A quarter more each time keeps the number of growths small.
    for (const more of [Math.max(needed, Math.min(pages >> 2, this.maxPages - pages)), needed]) {
      if (pages + more > this.maxPages) continue;
      try {
        this.memory.grow(more);
        this.refresh();
        return;
      } catch {
        // the engine has less than asked for: try the next smaller amount
      }
    }
    throw new EnvironmentError(`backend-wasm: out of memory: no room for ${asked} bytes more`, {
      received: `${this.live} bytes in use, ${pages * PAGE} bytes of WebAssembly memory`,
      rule: `the memory grows to at most ${this.maxPages * PAGE} bytes`,
      remedy: 'a smaller batch, or dispose tensors (tf.tidy, tensor.dispose())',
    });
  }

  private refresh(): void {
    this.floats = new Float32Array(this.memory.buffer);
    this.integers = new Int32Array(this.memory.buffer);
  }
}

function sizeClass(bytes: number): number {
  const size = Math.ceil((bytes + SLACK) / ALIGNMENT) * ALIGNMENT;
  if (size <= 4096) return size;
  const step = 2 ** (Math.floor(Math.log2(size)) - 3);
  return Math.ceil(size / step) * step;
}

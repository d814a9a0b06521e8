import { EnvironmentError } from '@featuremap/errors';
import { type HeapMemory, newMemory } from './new-memory.ts';

const PAGE = 65_536;
const ALIGNMENT = 64;
/** Room behind each block, so that kernels may read and write whole vectors at its end. */
const SLACK = 64;
/** The first bytes belong to the kernels' own constants. */
const HEAP_START = PAGE;

/** Kernels that may still be at work. */
export interface Jobs {
  /** How many were posted since all were done. */
  readonly posted: number;
  /** How often all were done. */
  readonly round: number;
  finish(): void;
}

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
  /** For each block that was given back while jobs were posted, their round: those jobs may still use it. */
  private readonly givenBack = new Map<number, number>();
  /** All of the memory as numbers, for words that no posted job uses; ask again after an allocation. */
  floats!: Float32Array;
  integers!: Int32Array;
  /** The jobs posted over this memory; none before there is a pool. */
  jobs: Jobs = { posted: 0, round: 0, finish() {} };

  constructor({ memory, maxPages, isShared, reason }: HeapMemory = newMemory()) {
    this.memory = memory;
    this.maxPages = maxPages;
    this.isShared = isShared;
    this.reason = reason;
    this.refresh();
  }

  /** All of the memory as numbers, once all jobs are done; ask again after an allocation, as growing makes new views. */
  get float32(): Float32Array {
    this.jobs.finish();
    return this.floats;
  }
  get int32(): Int32Array {
    this.jobs.finish();
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
   * The address of a block of at least `bytes`. It is for the kernels: one that was posted before may still use it.
   *
   * @throws {EnvironmentError} when the memory cannot grow that far.
   */
  allocate(bytes: number): number {
    const size = sizeClass(bytes);
    return this.take(this.free.get(size)?.pop() ?? this.extend(size, bytes), size);
  }

  /**
   * The same, but a block that no posted job uses, for JavaScript to write to.
   *
   * @throws {EnvironmentError} when the memory cannot grow that far.
   */
  allocateIdle(bytes: number): number {
    const size = sizeClass(bytes);
    const { posted, round } = this.jobs;
    const list = this.free.get(size) ?? [];
    const at = list.findIndex((address) => posted === 0 || this.givenBack.get(address) !== round);
    if (at >= 0) return this.take(list.splice(at, 1)[0]!, size);
    try {
      return this.take(this.extend(size, bytes), size);
    } catch (error) {
      if (list.length === 0) throw error;
      this.jobs.finish();
      return this.allocate(bytes);
    }
  }

  /** Gives back a block of `bytes` (as many as were asked for). */
  release(address: number, bytes: number): void {
    const size = sizeClass(bytes);
    this.live -= size;
    if (this.jobs.posted > 0) this.givenBack.set(address, this.jobs.round);
    const list = this.free.get(size);
    if (list === undefined) this.free.set(size, [address]);
    else list.push(address);
  }

  private take(address: number, size: number): number {
    this.live += size;
    this.peak = Math.max(this.peak, this.live);
    return address;
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

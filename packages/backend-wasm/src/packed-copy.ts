import type { Heap } from './heap.ts';

/** Larger matrices are packed anew for each product, as a copy would take too much memory. */
const MOST_BYTES = 1 << 26;

/**
 * A matrix as products read it, kept from the second product on: weights stay the same in inference, while in training
 * the optimizer changes them after each product.
 */
export class PackedCopy {
  private readonly heap: Heap;
  private rows = 0;
  private address = 0;
  private bytes = 0;

  constructor(heap: Heap) {
    this.heap = heap;
  }

  /** The address of the copy of so many rows, which `pack` makes when it is due; 0 for none. */
  of(rows: number, bytes: number, pack: (to: number) => void): number {
    if (rows !== this.rows) {
      this.release();
      this.rows = rows;
    } else if (this.address === 0 && bytes <= MOST_BYTES) {
      this.address = this.heap.allocate(bytes);
      this.bytes = bytes;
      pack(this.address);
    }
    return this.address;
  }

  /** Forgets the copy, as the numbers changed or are needed no more. */
  release(): void {
    if (this.address !== 0) this.heap.release(this.address, this.bytes);
    this.address = 0;
    this.rows = 0;
  }
}

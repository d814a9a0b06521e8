import type { backend_util, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import type { Heap } from './heap.ts';
import { PackedCopy } from './packed-copy.ts';

type Values = backend_util.BackendValues;

/**
 * What stands behind a tensor: either JavaScript values, or a block of the heap once a kernel asked for its address
 * (float32, int32 and bool; other types stay outside). The copied CPU kernels read `values` and `complexTensorInfos`.
 */
export class TensorData {
  refCount = 1;
  complexTensorInfos?: { real: TensorInfo; imag: TensorInfo };
  readonly dtype: DataType;
  /** Whoever writes over the values releases it. */
  readonly packed: PackedCopy;
  private readonly heap: Heap;
  private readonly count: number;
  private address = 0;
  private own: Values | null;

  constructor(heap: Heap, dtype: DataType, count: number, values: Values | null) {
    this.heap = heap;
    this.packed = new PackedCopy(heap);
    this.dtype = dtype;
    this.count = count;
    this.own = values;
  }

  /** The values, in WebAssembly memory as a view that lasts until the next allocation or until the tensor is disposed. */
  get values(): Values {
    if (this.address === 0) return this.own!;
    this.heap.jobs.finish();
    const { buffer } = this.heap.memory;
    if (this.dtype === 'bool') return new Uint8Array(buffer, this.address, this.count);
    return this.dtype === 'int32'
      ? new Int32Array(buffer, this.address, this.count)
      : new Float32Array(buffer, this.address, this.count);
  }

  private get bytes(): number {
    return this.dtype === 'bool' ? this.count : 4 * this.count;
  }

  /** The address of the values, moved in when they are still outside. */
  get pointer(): number {
    if (this.address === 0) {
      if (this.own === null) this.address = this.heap.allocate(this.bytes);
      else this.moveIn(this.own as ArrayLike<number>);
    }
    return this.address;
  }

  private moveIn(values: ArrayLike<number>): void {
    const { heap, dtype } = this;
    this.address = heap.allocateIdle(this.bytes);
    if (dtype === 'bool') new Uint8Array(heap.memory.buffer).set(values, this.address);
    else (dtype === 'int32' ? heap.integers : heap.floats).set(values, this.address >>> 2);
    this.own = null;
  }

  release(): void {
    this.packed.release();
    if (this.address !== 0) this.heap.release(this.address, this.bytes);
    this.address = 0;
    this.own = null;
  }
}

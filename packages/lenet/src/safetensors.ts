import { DataError, show } from '@featuremap/errors';

/** An array of a safetensors file: `data` holds `shape`'s elements in row-major order. */
interface NamedArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** What a safetensors file holds. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, NamedArray>;
  readonly metadata: ReadonlyMap<string, string>;
}

const maxHeaderBytes = 100_000_000; // the format's own limit

/**
 * The bytes of a safetensors file with float32 tensors: 8 bytes with the header's length, the header as JSON, padded with
 * spaces to a multiple of 8, and the numbers, little-endian, one tensor behind the other.
 *
 * @see https://huggingface.co/docs/safetensors, `safetensors.torch.load_file`
 */
export function encodeSafetensors({ tensors, metadata }: Safetensors): Uint8Array {
  const header = new Map<string, unknown>([['__metadata__', Object.fromEntries(metadata)]]);
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    const begin = end;
    end += 4 * data.length;
    header.set(name, { dtype: 'F32', shape, data_offsets: [begin, end] });
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(header)));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerBytes + end).fill(0x20, 8, 8 + headerBytes);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, 8);
  let offset = 8 + headerBytes;
  for (const { data } of tensors.values()) {
    for (const value of data) {
      view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return bytes;
}

/**
 * Reads a safetensors file. Only float32 tensors are accepted, which is what Featuremap and PyTorch write by default.
 *
 * @param name how errors call the file.
 * @throws {DataError} when the bytes are no such file: truncated, a header that is not what it should be, tensors that
 *   overlap or leave a gap.
 */
export function decodeSafetensors(bytes: Uint8Array, name: string): Safetensors {
  const refuse = (what: string, received?: string): never => {
    throw new DataError(`${name} is not a safetensors file that can be read: ${what}`, {
      ...(received === undefined ? {} : { received }),
    });
  };
  if (bytes.length < 8) return refuse(`${bytes.length} bytes are too few for the length of the header`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = view.getBigUint64(0, true);
  if (headerBytes > maxHeaderBytes || 8n + headerBytes > bytes.length) {
    return refuse(`the header should have ${headerBytes} bytes, but the file has ${bytes.length}`);
  }
  const start = 8 + Number(headerBytes);
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start)));
  } catch {
    return refuse('its header is not JSON');
  }
  if (!isObject(header)) return refuse('its header is not an object', show(header));

  const tensors = new Map<string, NamedArray>();
  let metadata = new Map<string, string>();
  const ranges: [begin: number, end: number][] = [];
  for (const [key, entry] of Object.entries(header)) {
    if (key === '__metadata__') {
      if (!isObject(entry) || !Object.values(entry).every((value) => typeof value === 'string')) {
        return refuse('its metadata must be text', show(entry));
      }
      metadata = new Map(Object.entries(entry as Record<string, string>));
      continue;
    }
    const { dtype, shape, data_offsets: offsets } = isObject(entry) ? entry : {};
    if (dtype !== 'F32') return refuse(`tensor ${show(key)} must have dtype 'F32'`, show(dtype));
    if (!isListOfSizes(shape) || !isListOfSizes(offsets) || offsets.length !== 2) {
      return refuse(`tensor ${show(key)} must have a shape and two offsets`, show(entry));
    }
    const [begin, end] = offsets as [number, number];
    const elements = shape.reduce((product, size) => product * size, 1);
    if (end - begin !== 4 * elements || start + end > bytes.length) {
      return refuse(`the offsets of tensor ${show(key)} do not fit its shape or the file`, show(entry));
    }
    ranges.push([begin, end]);
    const data = Float32Array.from({ length: elements }, (_, i) => view.getFloat32(start + begin + 4 * i, true));
    tensors.set(key, { shape, data });
  }
  ranges.sort(([a, aEnd], [b, bEnd]) => a - b || aEnd - bEnd);
  let next = 0;
  for (const [begin, end] of ranges) {
    if (begin !== next) return refuse(`its tensors overlap or leave a gap at byte ${begin}`);
    next = end;
  }
  if (start + next !== bytes.length) return refuse(`${bytes.length - start - next} bytes belong to no tensor`);
  return { tensors, metadata };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

import { readFileSync } from 'node:fs';

/** An array of a golden file: `data` holds `shape`'s elements in row-major order. */
export interface GoldenArray {
  readonly shape: readonly number[];
  readonly data: Float32Array | Float64Array | Int32Array;
}

/** Where a golden file's numbers come from. */
export interface GoldenSource {
  readonly script: string;
  readonly torch: string;
  readonly seed: number;
}

/**
 * Reads a golden file made by a script of `tools/golden`: JSON in which each array is
 * `{ "shape": [...], "float32": base64 }` (or `float64`, `int32`; little-endian), returned here as typed arrays.
 */
export function readGolden<T>(file: URL): { readonly source: GoldenSource; readonly cases: T } {
  return JSON.parse(readFileSync(file, 'utf8'), (_key, value: unknown) => decodeArray(value)) as {
    source: GoldenSource;
    cases: T;
  };
}

const arrayTypes = { float32: Float32Array, float64: Float64Array, int32: Int32Array } as const;

function decodeArray(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('shape' in value)) return value;
  for (const [name, ArrayType] of Object.entries(arrayTypes)) {
    const text = (value as Record<string, unknown>)[name];
    if (typeof text !== 'string') continue;
    const bytes = Buffer.from(text, 'base64');
    return { shape: value.shape, data: new ArrayType(new Uint8Array(bytes).buffer) };
  }
  return value;
}

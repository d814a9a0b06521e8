/**
 * A value as the caller would write it, short enough for one line of an error.
 *
 * @example
 * ```js
 * import { show } from '@featuremap/errors';
 *
 * console.log(show([1, 28, 28])); // [1, 28, 28]
 * console.log(show({ stride: Number.NaN })); // { stride: NaN }
 * console.log(show(new Float32Array(3))); // Float32Array(3)
 * ```
 */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value.length > 60 ? `${value.slice(0, 57)}...` : value}'`;
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (ArrayBuffer.isView(value)) {
    const length = 'length' in value ? value.length : value.byteLength;
    return `${value.constructor.name}(${length})`;
  }
  if (Array.isArray(value)) {
    const shown = value.slice(0, 8).map(show);
    return `[${[...shown, ...(value.length > 8 ? [`... ${value.length - 8} more`] : [])].join(', ')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return `${value.constructor?.name ?? 'object'}`;
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${show(item)}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

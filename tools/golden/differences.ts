/** How far two runs of a golden script may be apart: another BLAS or another CPU adds in another order. */
const TOLERANCE = 1e-5;

/** Where two golden files differ, a line each; torch's version in the source is left out. */
export function differences(committed: unknown, fresh: unknown, path = ''): string[] {
  if (path === '.source.torch') return [];
  if (isObject(committed) && isObject(fresh)) {
    const keys = new Set([...Object.keys(committed), ...Object.keys(fresh)]);
    return [...keys].flatMap((key) =>
      key === 'float32' || key === 'float64'
        ? arrayDifference(committed[key], fresh[key], key, path)
        : differences(committed[key], fresh[key], `${path}.${key}`),
    );
  }
  if (typeof committed === 'number' && typeof fresh === 'number' && near(committed, fresh)) return [];
  return Object.is(committed, fresh) ? [] : [`${path}: ${JSON.stringify(committed)} became ${JSON.stringify(fresh)}`];
}

function arrayDifference(committed: unknown, fresh: unknown, type: 'float32' | 'float64', path: string): string[] {
  if (committed === fresh) return [];
  if (typeof committed !== 'string' || typeof fresh !== 'string') return [`${path}: ${type} is missing on one side`];
  const a = decode(committed, type);
  const b = decode(fresh, type);
  if (a.length !== b.length) return [`${path}: ${a.length} numbers became ${b.length}`];
  const at = a.findIndex((value, i) => !near(value, b[i]!));
  return at < 0 ? [] : [`${path}[${at}]: ${a[at]} became ${b[at]}`];
}

function decode(text: string, type: 'float32' | 'float64'): number[] {
  const { buffer } = new Uint8Array(Buffer.from(text, 'base64'));
  return Array.from(type === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer));
}

function near(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(a));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../.examples');

/**
 * Runs a program against the built package and returns what it prints; fails when it does not end by itself.
 *
 * @param limit kilobytes of address space that the process may have; default: any
 */
export function runProgram(name: string, program: string, limit?: number): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, program);
  const options = { encoding: 'utf8', timeout: 60_000, maxBuffer: 1 << 20 } as const;
  try {
    const printed =
      limit === undefined
        ? execFileSync(process.execPath, [file], options)
        : execFileSync('sh', ['-c', `ulimit -v ${limit}; exec "$0" "$1"`, process.execPath, file], options);
    return printed.trim();
  } finally {
    rmSync(file);
  }
}

import { isNode } from './is-node.ts';

/**
 * Bytes of address space that this process may still take (`ulimit -v`); Infinity where nothing limits it or where that
 * cannot be known. An engine that runs out of it while it starts a thread ends the process.
 */
export function freeAddressSpace(): number {
  if (!isNode() || process.platform !== 'linux') return Number.POSITIVE_INFINITY;
  const { readFileSync } = process.getBuiltinModule('node:fs');
  try {
    const limit = /^Max address space +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    if (limit === null) return Number.POSITIVE_INFINITY;
    const kilobytes = /^VmSize:\s*(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))![1];
    return Number(limit[1]) - 1024 * Number(kilobytes);
  } catch {
    return Number.POSITIVE_INFINITY; // a container without /proc
  }
}

import { spawnSync } from 'node:child_process';

/** A Python that can import `module`: $PYTHON, the one on the path, or the system's; undefined when none can. */
export function findPython(module: string): string | undefined {
  const candidates = [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'].filter((name) => name !== undefined);
  return candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
}

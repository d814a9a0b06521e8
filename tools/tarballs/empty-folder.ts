import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Runs a command and returns its standard output; a failure carries all that it printed. */
export function run(command: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(command, args, { cwd, encoding: 'utf8', env: cleanEnvironment(), maxBuffer: 1 << 26 });
  if (result.status === 0) return result.stdout;
  const printed = `${result.error ?? ''}${result.stdout ?? ''}${result.stderr ?? ''}`;
  throw new Error(`${command} ${args.join(' ')} ended with ${result.status}\n${printed}`);
}

/** This process's environment without what pnpm, npm and vitest put there: a user's shell has none of it. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(
    ([key]) => !/^(npm_|pnpm_|VITEST|NODE_OPTIONS|NODE_PATH)/i.test(key),
  );
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...Object.fromEntries(entries), PATH: path.join(':') };
}

/** Packs every public package into a temporary folder; returns the tarball of each name. */
export function packAll(root: string, names: readonly string[]): Map<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-tarballs-'));
  const filters = names.flatMap((name) => ['--filter', name]);
  execFileSync('pnpm', [...filters, 'pack', '--pack-destination', folder], { cwd: root, stdio: 'pipe' });
  const files = readdirSync(folder);
  return new Map(
    names.map((name) => {
      const prefix = `${name.replace('@', '').replace('/', '-')}-`;
      const file = files.find((candidate) => new RegExp(`^${prefix}\\d`).test(candidate));
      if (file === undefined) throw new Error(`${name} was not packed; found ${files.join(', ')}`);
      return [name, join(folder, file)];
    }),
  );
}

/**
 * Installs `wanted` (what a README says after `npm install`) in an empty folder, Featuremap's own packages from their
 * tarballs and everything else from the registry, and returns the folder.
 */
export function installInEmptyFolder(wanted: readonly string[], tarballs: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'featuremap-user-'));
  const dependencies: Record<string, string> = {};
  const overrides: Record<string, string> = {};
  for (const [name, file] of tarballs) (wanted.includes(name) ? dependencies : overrides)[name] = `file:${file}`;
  const others = wanted.filter((name) => !tarballs.has(name));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies, overrides }),
  );
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...others], folder);
  return folder;
}

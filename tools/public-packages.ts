import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The parts of a package.json that the checks read. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly 'size-limit'?: readonly { readonly path: string; readonly limit: string }[];
}

/** A package that is published. */
export interface PublicPackage {
  /** Its folder's name, such as `layers`. */
  readonly id: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export const root = join(import.meta.dirname, '..');

/** Every package of `packages/` that is not private, by name. */
export const publicPackages: readonly PublicPackage[] = globSync('packages/*/package.json', { cwd: root })
  .sort()
  .map((file) => {
    const folder = join(root, dirname(file));
    const manifest = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
    return { id: manifest.name.replace('@featuremap/', ''), folder, manifest };
  })
  .filter(({ manifest }) => manifest.private !== true);

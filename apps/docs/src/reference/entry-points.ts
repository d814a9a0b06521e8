import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root of the repository, from apps/docs, where Astro and the tests run. */
export const repository = join(process.cwd(), '../..');

/** One thing that a program can import from: a package, or a sub-path of one. */
export interface EntryPoint {
  /** As in an import: `@featuremap/layers/ops`. */
  readonly specifier: string;
  /** Where its pages are, under `reference/`: `layers/ops`. */
  readonly path: string;
  /** Its source, from the root of the repository. */
  readonly source: string;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, { readonly types?: string }>>;
}

/** What the public packages export, read from their package.json. */
export function entryPoints(): EntryPoint[] {
  return globSync('packages/*/package.json', { cwd: repository })
    .sort()
    .flatMap((file) => {
      const {
        name,
        private: isPrivate,
        exports,
      } = JSON.parse(readFileSync(join(repository, file), 'utf8')) as Manifest;
      if (isPrivate) return [];
      return Object.entries(exports).flatMap(([subPath, { types }]) => {
        if (types === undefined) return [];
        const specifier = name + subPath.slice(1);
        const source = join(file, '..', types.replace('dist/', 'src/').replace('.d.ts', '.ts'));
        return [{ specifier, path: specifier.replace('@featuremap/', ''), source }];
      });
    });
}

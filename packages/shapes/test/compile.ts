import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const packageFolder = join(import.meta.dirname, '..');

/** A scratch folder inside the package that Git does not see. */
export function temporaryFolder(): string {
  const parent = join(packageFolder, 'node_modules/.types');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, 'types-'));
}

/** Where `compile` finds things. */
export interface CompileOptions {
  /** The folder of TypeScript under node_modules. Default: the workspace's. */
  readonly compiler?: 'typescript' | 'typescript-5.4';
  /** The folder of the declarations that the program sees as this package. Default: dist. */
  readonly declarations?: string;
}

/** What the compiler says of a program. */
export interface Compiled {
  /** The diagnostics of the program, with line and column. */
  readonly errors: readonly string[];
  readonly instantiations: number;
}

/** Checks a program that imports this package, with plain `tsc`. */
export function compile(source: string, options: CompileOptions = {}): Compiled {
  const { compiler = 'typescript', declarations = join(packageFolder, 'dist') } = options;
  const folder = temporaryFolder();
  try {
    writeFileSync(join(folder, 'program.ts'), source);
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig(declarations)));
    const output = run(join(packageFolder, 'node_modules', compiler, 'bin/tsc'), folder);
    return {
      errors: output.split('\n').filter((line) => /error TS\d+/.test(line)),
      instantiations: Number(/Instantiations:\s*(\d+)/.exec(output)?.[1]),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function tsconfig(declarations: string): unknown {
  return {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2022'],
      types: [],
      skipLibCheck: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      paths: {
        '@featuremap/shapes': [join(declarations, 'index.d.ts')],
        '@featuremap/shapes/*': [join(declarations, '*.d.ts')],
      },
    },
    files: ['program.ts'],
  };
}

function run(tsc: string, folder: string): string {
  const args = [tsc, '--project', folder, '--extendedDiagnostics', '--pretty', 'false'];
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8' });
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    if (!stdout) throw error;
    return stdout;
  }
}

import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** One program of a README or of a docstring, with the lines that its comments say it prints. */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly program: string;
  readonly prints: readonly string[];
}

/**
 * The ```js programs of a Markdown or TypeScript file. In a program, the comment behind `console.log(…);` is what that
 * call prints; a ```js block without such a comment is a fragment and no example.
 */
export function examplesOf(file: string, text: string): Example[] {
  const examples: Example[] = [];
  const isSource = file.endsWith('.ts');
  for (const match of text.matchAll(/^([ \t]*\*? ?)```js\n([\s\S]*?)^[ \t]*\*? ?```$/gm)) {
    const program = isSource ? match[2]!.replace(/^[ \t]*\* ?/gm, '') : match[2]!;
    const prints = [...program.matchAll(/console\.log\(.*\); \/\/ ?(.*)$/gm)].map((print) => print[1]!);
    if (prints.length === 0) continue;
    examples.push({ file, line: text.slice(0, match.index).split('\n').length, program, prints });
  }
  return examples;
}

/**
 * Defines a test for each example of a package's README and docstrings: it runs in a process of its own against the
 * built package and must print what its comments say.
 */
export function testExamples(packageFolder: string): void {
  const files = ['README.md', ...globSync('src/**/*.ts', { cwd: packageFolder })].filter(
    (f) => !f.endsWith('.test.ts'),
  );
  const examples = files.flatMap((file) => examplesOf(file, readFileSync(join(packageFolder, file), 'utf8')));
  test('the README has an example', () => {
    expect(examples.map((example) => example.file)).toContain('README.md');
  });
  const folder = join(packageFolder, '.examples');
  for (const { file, line, program, prints } of examples) {
    test(`the example at ${relative('.', file)}:${line} prints what it says`, { timeout: 120_000 }, () => {
      mkdirSync(folder, { recursive: true });
      const script = join(folder, `${file.replaceAll(/[/\\.]/g, '-')}-${line}.mjs`);
      writeFileSync(script, program);
      try {
        const output = execFileSync(process.execPath, [script], { cwd: packageFolder, encoding: 'utf8' });
        expect(output.trimEnd().split('\n')).toEqual(prints.map((text) => text));
      } finally {
        rmSync(script);
      }
    });
  }
}

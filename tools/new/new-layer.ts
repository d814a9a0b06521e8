import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const layers = 'packages/layers/src';

/**
 * Makes a layer of `@featuremap/layers` in the repository at `root`: its file, its test, the script of its golden file
 * and its line in the index. Gives the files that were written.
 *
 * @param name in kebab-case: `max-pool2d`.
 * @throws {Error} when the name is not, or a file of it exists; then nothing is written.
 */
export function newLayer(root: string, name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`'${name}' is no name of a layer: write it in kebab-case, such as my-layer`);
  }
  const files = [
    [`${layers}/layers/${name}.ts`, 'layer.ts.txt'],
    [`${layers}/layers/${name}.test.ts`, 'layer.test.ts.txt'],
    [`tools/golden/layers_${name.replaceAll('-', '_')}.py`, 'golden.py.txt'],
  ] as const;
  for (const [file] of files) {
    if (existsSync(join(root, file))) throw new Error(`there is a ${name} already: ${file}`);
  }
  for (const [file, template] of files) {
    const text = readFileSync(join(import.meta.dirname, 'templates', template), 'utf8');
    writeFileSync(join(root, file), fill(text, name), { flag: 'wx' });
  }
  const index = `${layers}/index.ts`;
  const lines = readFileSync(join(root, index), 'utf8');
  writeFileSync(join(root, index), withLine(lines, name));
  return [...files.map(([file]) => file), index];
}

/** A template with the name in place of `{{kebab}}`, `{{camel}}` and `{{Pascal}}`. */
function fill(template: string, kebab: string): string {
  const pascal = pascalCase(kebab);
  return template
    .replaceAll('{{kebab}}', kebab)
    .replaceAll('{{camel}}', pascal[0]!.toLowerCase() + pascal.slice(1))
    .replaceAll('{{Pascal}}', pascal);
}

/** The index with the line of a layer where it belongs in the order of the file names. */
function withLine(index: string, kebab: string): string {
  const lines = index.split('\n');
  const nameOf = (line: string) => /'\.\/layers\/(.+)\.ts'/.exec(line)?.[1];
  const before = lines.findLastIndex((line) => (nameOf(line) ?? '~') < kebab);
  return lines.toSpliced(before + 1, 0, `export { ${pascalCase(kebab)} } from './layers/${kebab}.ts';`).join('\n');
}

function pascalCase(kebab: string): string {
  return kebab.replaceAll(/(?:^|-)(.)/g, (_match, first: string) => first.toUpperCase());
}

/** Fields of a task in their order: name, and whether it holds a float. All fields have 4 bytes. */
export type TaskFields = Record<string, readonly (readonly [name: string, isFloat: boolean])[]>;

/** For each exported kernel the fields of the task that it takes, read from the sources. */
export function taskFields(sources: readonly string[]): TaskFields {
  const classes = new Map<string, [string, boolean][]>();
  const kernels: [kernel: string, task: string][] = [];
  for (const source of sources) {
    for (const [, name, body] of source.matchAll(/^export class (\w+Task) \{\n([\s\S]*?)^\}/gm)) {
      const fields = [...body!.matchAll(/^ {2}(\w+): (usize|i32|f32);$/gm)];
      classes.set(
        name!,
        fields.map(([, field, type]) => [field!, type === 'f32']),
      );
    }
    for (const [, kernel, task] of source.matchAll(/^export function (\w+)\(task: (\w+Task), start: i32,/gm))
      kernels.push([kernel!, task!]);
  }
  return Object.fromEntries(kernels.map(([kernel, task]) => [kernel, classes.get(task)!]));
}

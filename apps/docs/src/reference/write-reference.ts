import { join } from 'node:path';
import {
  Application,
  Converter,
  type DeclarationReflection,
  PageEvent,
  type ProjectReflection,
  ReflectionKind,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { type EntryPoint, repository } from './entry-points.ts';
import { gatherSections, linkPages } from './tidy-page.ts';

/** The module of what an entry point speaks of and does not export, such as the options of a class. */
const behind = 'behind';
const aboutBehind = 'What its signatures speak of and programs cannot import.';

/**
 * Writes the reference as Markdown into a folder: a page for each entry point, and one for each of its classes,
 * functions and values.
 *
 * @throws {Error} when a docstring links to something that is not there.
 */
export async function writeReference(points: readonly EntryPoint[], folder: string): Promise<void> {
  const options: Partial<TypeDocOptions> & Partial<PluginOptions> & { readonly internalModule: string } = {
    entryPoints: points.map(({ source }) => join(repository, source)),
    basePath: repository,
    tsconfig: join(process.cwd(), 'tsconfig.reference.json'),
    // Imports between packages lead to sources, so that a class is the same one everywhere.
    compilerOptions: {
      paths: Object.fromEntries(points.map(({ specifier, source }) => [specifier, [join(repository, source)]])),
    },
    // The packages check their types themselves, with the compiler of the workspace.
    skipErrorChecking: true,
    readme: 'none',
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    disableSources: true,
    validation: { invalidLink: true, invalidPath: true, notExported: false },
    plugin: ['typedoc-plugin-markdown', 'typedoc-plugin-missing-exports'],
    internalModule: behind,
    outputFileStrategy: 'members',
    membersWithOwnFile: ['Class', 'Function', 'Variable'],
    entryFileName: 'index',
    hideBreadcrumbs: true,
    hidePageHeader: true,
    hidePageTitle: true,
    groupOrder: ['Classes', 'Functions', 'Variables', 'Interfaces', 'Type Aliases', '*', 'Modules'],
    indexFormat: 'table',
    parametersFormat: 'table',
    useCodeBlocks: true,
    logLevel: 'Warn',
  };
  const app = await Application.bootstrapWithPlugins(options);
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => nameModules(project, points));
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => removeInherited(project), -50);
  app.renderer.on(PageEvent.END, (page) => {
    const body = gatherSections(linkPages(page.contents ?? '', page.url)).replace(
      '(behind/) | - |',
      `(behind/) | ${aboutBehind} |`,
    );
    page.contents = frontOf(page.model as DeclarationReflection, points) + body;
  });

  const project = await app.convert();
  if (project === undefined) throw new Error('the reference cannot be made: TypeDoc could not read the packages');
  app.validate(project);
  app.options.setValue('outputs', [{ name: 'markdown', path: folder }]);
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) {
    throw new Error('the reference cannot be made: TypeDoc complains above');
  }
}

/** What TypeDoc calls `packages/layers/src/ops`, after its source, programs know as `layers/ops`. */
function nameModules(project: ProjectReflection, points: readonly EntryPoint[]): void {
  const pathOf = new Map(points.map(({ source, path }) => [source.replace(/(\/index)?\.ts$/, ''), path]));
  for (const module of project.children ?? []) module.name = pathOf.get(module.name) ?? module.name;
}

/** A class shows what is its own; what it inherits is on the page of the class that it extends. */
function removeInherited(project: ProjectReflection): void {
  for (const member of project.getReflectionsByKind(ReflectionKind.ClassMember)) {
    const { inheritedFrom, parent } = member as DeclarationReflection;
    const isOfProject = inheritedFrom?.reflection !== undefined;
    if (isOfProject && parent?.kindOf(ReflectionKind.Class)) project.removeReflection(member);
  }
}

const kinds: Partial<Record<ReflectionKind, string>> = {
  [ReflectionKind.Class]: 'Class',
  [ReflectionKind.Function]: 'Function',
  [ReflectionKind.Variable]: 'Value',
};

/** These pages have many headings and little between them. */
const style = ':root { --sl-text-h2: 1.375rem; --sl-text-h3: 1.125rem; --sl-text-h4: 1rem; --sl-text-h5: 0.875rem }';

/** Title and description of a page, and how to import what it describes. */
function frontOf({ name, kind, parent }: DeclarationReflection, points: readonly EntryPoint[]): string {
  const front = (title: string, description: string) =>
    `---\ntitle: '${title}'\ndescription: '${description}'\nhead: [{ tag: style, content: '${style}' }]\n---\n\n`;
  const specifierOf = (module: string | undefined) => points.find(({ path }) => path === module)?.specifier;
  const kindName = kinds[kind];
  if (kindName === undefined) {
    if (name === behind) return front(`Behind ${specifierOf(parent?.name)}`, aboutBehind);
    const title = specifierOf(name) ?? 'API reference';
    return front(title, `Everything that ${title} exports.`);
  }
  const specifier = specifierOf(parent?.name);
  if (specifier === undefined)
    return front(name, `${kindName} behind ${specifierOf(parent?.parent?.name)}, which programs cannot import`);
  return `${front(name, `${kindName} of ${specifier}`)}\`\`\`ts\nimport { ${name} } from '${specifier}';\n\`\`\`\n\n`;
}

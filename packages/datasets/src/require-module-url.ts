import { ArgumentError, show } from '@featuremap/errors';

/** Checks that a module is named by its URL: a path or a bare name would mean another module in a worker. */
export function requireModuleUrl(caller: string, name: string, module: unknown): string {
  if (typeof module === 'string' && URL.canParse(module)) return module;
  throw new ArgumentError(`${caller}: ${name} must be the URL of a module, not ${show(module)}`, {
    remedy: 'import.meta.url in that module, or import.meta.resolve(…)',
  });
}

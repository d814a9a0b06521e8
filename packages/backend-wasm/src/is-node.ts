/** Whether Node's own modules are there; bundlers leave this form alone. */
export function isNode(): boolean {
  return typeof process === 'object' && typeof process.getBuiltinModule === 'function';
}

/** The plain SIMD module: deflated (raw), then base64. */
export const plainModule: string;
/** The same with relaxed SIMD. */
export const relaxedModule: string;
/** For each exported kernel the fields of its task in their order: name, and whether it holds a float. */
export const taskFields: Record<string, readonly (readonly [name: string, isFloat: boolean])[]>;
/** The program that a worker runs. */
export const threadProgram: string;

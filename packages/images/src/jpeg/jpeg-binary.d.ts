/** The module that the build makes of `assembly/`, in base64. */
export const jpegBinary: string;

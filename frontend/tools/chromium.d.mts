export const chromiumFlags: string[];
export function systemChromium(exists: (path: string) => boolean): string | undefined;

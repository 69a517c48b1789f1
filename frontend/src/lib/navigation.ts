let focused = location.pathname;

/** True once for every page the reader moves to after the first. */
export function movedTo(path: string): boolean {
  if (path === focused) return false;
  focused = path;
  return true;
}

let focused = location.pathname;
let goingBack = false;

addEventListener("popstate", () => {
  goingBack = true;
});

/** True when the page was reached by the browser's back or forward, which brings its own scroll position. */
export function cameBack(): boolean {
  const before = goingBack;
  goingBack = false;
  return before;
}

/** True once for every page the reader moves to after the first. */
export function movedTo(path: string): boolean {
  if (path === focused) return false;
  focused = path;
  return true;
}

import type { KeyboardEvent, RefObject } from "react";

/** Up and down walk through a list's rows, links marked `data-row`; Enter is the link's own. */
export function walkRows(list: RefObject<HTMLElement | null>, event: KeyboardEvent): void {
  const links = [...(list.current?.querySelectorAll<HTMLAnchorElement>("a[data-row]") ?? [])];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined || at === -1) return;
  links[Math.max(0, Math.min(to, links.length - 1))]?.focus();
  event.preventDefault();
}

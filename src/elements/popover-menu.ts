import { css } from 'lit';

const MARGIN_PX = 8;

/** A menu in a popover, and what can be chosen from it. */
export const menuStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    margin: 0;
    padding: 6px;
    border: 1px solid var(--carry-line);
    border-radius: var(--carry-radius-m);
    background: var(--carry-raised);
    color: var(--carry-ink);
    box-shadow: var(--carry-shadow-2);
  }
  [role^='menuitem'] {
    border: 0;
    border-radius: var(--carry-radius-s);
    background: none;
    text-align: start;
    cursor: pointer;
  }
  @media (hover: hover) {
    [role^='menuitem']:hover {
      background: var(--carry-sunken);
    }
  }
`;

/** Puts an open popover above the control it belongs to, or below where there is no room, and never off the screen. */
export function placePopover(menu: HTMLElement, anchor: HTMLElement): void {
  const { bottom, left, top, width } = anchor.getBoundingClientRect();
  const own = menu.getBoundingClientRect();
  const middle = left + width / 2 - own.width / 2;
  const above = top - own.height - MARGIN_PX;
  const below = Math.min(bottom + MARGIN_PX, innerHeight - own.height - MARGIN_PX);
  menu.style.left = `${Math.min(Math.max(MARGIN_PX, middle), innerWidth - own.width - MARGIN_PX)}px`;
  menu.style.top = `${above >= MARGIN_PX ? above : Math.max(MARGIN_PX, below)}px`;
}

export const menuItems = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]'),
];

/** The arrow keys of a menu. @see https://www.w3.org/WAI/ARIA/apg/patterns/menu/ */
export function moveInMenu(event: KeyboardEvent, menu: HTMLElement): void {
  const items = menuItems(menu);
  const at = items.findIndex((item) => item.matches(':focus'));
  const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (target === undefined) return;
  event.preventDefault();
  items.at(target % items.length)?.focus();
}

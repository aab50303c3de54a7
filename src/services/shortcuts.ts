import { SKIP_AHEAD_SECONDS, SKIP_BACK_SECONDS, type PlayerRequest } from './player.ts';

export interface Shortcut {
  readonly keys: readonly string[];
  readonly label: string;
}

/** As the list of shortcuts shows them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: ['Space', 'K'], label: 'Play or pause' },
  { keys: ['←'], label: `Back ${SKIP_BACK_SECONDS} seconds` },
  { keys: ['→'], label: `Ahead ${SKIP_AHEAD_SECONDS} seconds` },
  { keys: ['↑', '↓'], label: 'Volume' },
  { keys: ['<', '>'], label: 'Slower, faster' },
  { keys: ['M'], label: 'Mute' },
  { keys: ['F'], label: 'Video in the full window' },
  { keys: ['C'], label: 'Captions' },
  { keys: ['Ctrl Z'], label: 'Undo the last removal' },
  { keys: ['?'], label: 'This list' },
];

/** What a key asks of the player; null when it is no shortcut. */
export function playerRequestOf(key: string): PlayerRequest | null {
  switch (key) {
    case ' ':
    case 'k':
      return { type: 'toggle' };
    case 'ArrowLeft':
      return { type: 'skip', seconds: -SKIP_BACK_SECONDS };
    case 'ArrowRight':
      return { type: 'skip', seconds: SKIP_AHEAD_SECONDS };
    case 'ArrowUp':
      return { type: 'step-volume', direction: 1 };
    case 'ArrowDown':
      return { type: 'step-volume', direction: -1 };
    case '<':
      return { type: 'step-speed', direction: -1 };
    case '>':
      return { type: 'step-speed', direction: 1 };
    case 'm':
      return { type: 'toggle-mute' };
    case 'f':
      return { type: 'toggle-fullscreen' };
    case 'c':
      return { type: 'toggle-captions' };
    default:
      return null;
  }
}

interface ShortcutHandlers {
  readonly hasEpisode: () => boolean;
  readonly onPlayerRequest: (request: PlayerRequest) => void;
  readonly onHelp: () => void;
  /** Returns true when there was something to undo. */
  readonly onUndo: () => boolean;
}

/** Listens to the keys of the whole page, but not while somebody types or a focused control needs the key itself. */
export function listenToShortcuts({ hasEpisode, onHelp, onPlayerRequest, onUndo }: ShortcutHandlers): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    const target = event.composedPath()[0];
    if (target instanceof Element && typesText(target)) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key === 'z' && onUndo()) event.preventDefault();
      return;
    }
    if (event.key === '?') {
      event.preventDefault();
      onHelp();
      return;
    }
    if (!hasEpisode() || (target instanceof Element && needsKey(target, event.key))) return;
    const request = playerRequestOf(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    if (request === null) return;
    event.preventDefault();
    onPlayerRequest(request);
  });
}

const typesText = (element: Element): boolean =>
  element.matches(
    'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, [contenteditable]',
  );

function needsKey(element: Element, key: string): boolean {
  if (key === ' ')
    return element.matches(
      'button, a, summary, input:not([type="range"]), [role="button"], [role^="menuitem"]',
    );
  if (key.startsWith('Arrow'))
    return element.matches('input, [role^="menuitem"], [role="tab"], dialog *:not(button)');
  return false;
}

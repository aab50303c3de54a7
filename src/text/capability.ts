import type { Capability } from '../../engine/downloads-port.ts';

/** How downloads run in this browser, told plainly. */
export function capabilityText(capability: Capability): { title: string; sentence: string } {
  switch (capability) {
    case 'background-fetch':
      return {
        title: 'Downloads carry on in the background',
        sentence: 'You can close this tab, or the browser: finished parts are kept, and the rest goes on.',
      };
    case 'foreground':
      return {
        title: 'Downloads run while this tab is open',
        sentence:
          'This browser has no background downloads. Keep the tab open until they are done; if you close it, they go on from the same place next time.',
      };
    case 'none':
      return {
        title: 'This browser lets nothing be stored here',
        sentence:
          'Private browsing or a setting blocks it. Episodes play while you are online; to download them, allow storage for this site or leave private browsing.',
      };
  }
}

export const KEEP_REFUSED_TEXT =
  'The browser did not agree this time. It is likelier to once Carryon is installed or used more often.';

export const KEEP_REASON_TEXT =
  'When the device runs out of space, the browser may throw downloads away. Shall it keep them?';

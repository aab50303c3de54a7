import { join } from 'node:path';
import { chromium, devices, type CDPSession, type Page } from '@playwright/test';
import { launchOptions } from './browser.ts';
import { test as base } from './stage.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const MOVES = 12;
const MOVE_MS = 20;

/** A page on a phone, which has a finger, and tells which connection it has. */
export class Phone {
  readonly page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    this.page = page;
    this.#session = session;
  }

  /** Takes another connection. Chromium overrides its own with the conditions of one, and only then. */
  async connect(connectionType: 'cellular3g' | 'wifi'): Promise<void> {
    await this.#session.send('Network.enable');
    await this.#session.send('Network.overrideNetworkState', {
      offline: false,
      latency: 1,
      downloadThroughput: -1,
      uploadThroughput: -1,
      connectionType,
    });
  }

  /** Sets the data saver. Chromium tells a page that is open of it with the next change of the connection. */
  async saveData(dataSaverEnabled: boolean): Promise<void> {
    await this.#session.send('Emulation.setDataSaverOverride', { dataSaverEnabled });
  }

  /** Puts a finger down, moves it, holds it there, and lifts it. */
  async drag(from: Point, to: Point, holdMs = 0): Promise<void> {
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]): Promise<unknown> =>
      this.#session.send('Input.dispatchTouchEvent', { type, touchPoints });
    await touch('touchStart', [from]);
    for (let move = 1; move <= MOVES; move++) {
      const share = move / MOVES;
      await touch('touchMove', [
        { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share },
      ]);
      await this.page.waitForTimeout(MOVE_MS);
    }
    await this.page.waitForTimeout(holdMs);
    await touch('touchEnd', []);
  }
}

/** The stage of a journey, with a phone. */
export const test = base.extend<{ phone: Phone }>({
  phone: async ({ stage }, use) => {
    const options = launchOptions();
    const context = await chromium.launchPersistentContext(join(stage.folder, 'phone'), {
      ...options,
      ...devices['Pixel 7'],
      // As on Android; elsewhere Chromium does not tell the kind of the connection.
      args: [...(options.args ?? []), '--enable-blink-features=NetInfoDownlinkMax'],
    });
    try {
      const page = context.pages()[0] ?? (await context.newPage());
      await use(new Phone(page, await context.newCDPSession(page)));
    } finally {
      await context.close();
    }
  },
});

export { expect } from '@playwright/test';

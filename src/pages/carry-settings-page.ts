import type { ThemeChoice } from '../services/settings.ts';
import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { downloadPreferences, isOnline, settingsSnapshot } from '../controllers/service-snapshots.ts';
import { SnapshotController } from '../controllers/snapshot-controller.ts';
import { StorageController } from '../controllers/storage-controller.ts';
import { icon } from '../elements/icons.ts';
import { sendRequest } from '../elements/requests.ts';
import { meteredKnowledge } from '../services/metered-knowledge.ts';
import { buttonStyles, lineStyles, pageStyles, resetStyles } from '../styles/shared.ts';
import '../elements/carry-backup.ts';
import '../elements/carry-download-settings.ts';
import '../elements/carry-opml-import.ts';
import '../elements/carry-storage.ts';
import { PageElement } from './page-element.ts';

const THEMES: readonly { readonly value: ThemeChoice; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

/** What a listener can choose, and what this app is. */
@customElement('carry-settings-page')
export class CarrySettingsPage extends PageElement {
  static override styles = [
    resetStyles,
    buttonStyles,
    pageStyles,
    lineStyles,
    css`
      fieldset {
        border: 0;
        padding: 4px;
        margin: 0;
        display: inline-flex;
        max-width: 100%;
        gap: 2px;
        border-radius: 999px;
        background: var(--carry-sunken);
      }
      label {
        position: relative;
        display: grid;
        place-items: center;
        min-height: var(--carry-target);
        padding: 0 18px;
        border-radius: 999px;
        font-weight: 600;
        color: var(--carry-ink-soft);
        cursor: pointer;
        text-align: center;
      }
      label:has(:checked) {
        background: var(--carry-chosen);
        color: var(--carry-ink);
        box-shadow: var(--carry-shadow-1);
      }
      label:has(:focus-visible) {
        outline: 2px solid var(--carry-accent);
        outline-offset: 1px;
      }
      input {
        position: absolute;
        inset: 0;
        opacity: 0;
        margin: 0;
        cursor: pointer;
      }
      .about {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 16px;
        align-items: center;
      }
      .about img {
        width: 56px;
        height: 56px;
      }
      .about p {
        max-width: 60ch;
      }
      .small {
        font-size: var(--carry-text-s);
        color: var(--carry-ink-soft);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .item {
        padding: 14px 0;
      }
      .item + .item {
        border-top: 1px solid var(--carry-line);
      }
      .card.line {
        padding: 16px;
      }
      .keyboard {
        display: none;
      }
      @media (hover: hover) and (pointer: fine) {
        .keyboard {
          display: block;
        }
      }
      @media (max-width: 479px) {
        fieldset {
          display: flex;
        }
        label {
          flex: 1 1 auto;
          padding: 0 10px;
          font-size: var(--carry-text-s);
        }
      }
      @media (forced-colors: active) {
        label:has(:checked) {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  protected readonly pageTitle = 'Settings';
  readonly #settings = settingsSnapshot(this);
  readonly #preferences = downloadPreferences(this);
  readonly #storage = new StorageController(this);
  readonly #online = isOnline(this);
  readonly #import = new SnapshotController(this, {
    from: ({ opmlImport }) => opmlImport,
    select: ({ opmlImport }) => opmlImport.state,
  });
  readonly #backup = new SnapshotController(this, {
    from: ({ backup }) => backup,
    select: ({ backup }) => backup.state,
  });
  readonly #canInstall = new SnapshotController(this, {
    from: ({ installPrompt }) => installPrompt,
    select: ({ installPrompt }) => installPrompt.available,
  });

  override connectedCallback(): void {
    super.connectedCallback();
    sendRequest(this, 'carry-follow-request', { action: 'resume-import' });
  }

  override render() {
    return html`
      <div class="page narrow">
        <h1>Settings</h1>
        <section aria-labelledby="theme">
          <h2 id="theme">Theme</h2>
          <fieldset aria-labelledby="theme">
            ${THEMES.map(
              ({ label, value }) => html`
                <label>
                  <input
                    type="radio"
                    name="theme"
                    .value=${value}
                    .checked=${this.#settings()?.theme === value}
                    @change=${() => sendRequest(this, 'carry-settings-request', { theme: value })}
                  />${label}
                </label>
              `,
            )}
          </fieldset>
        </section>
        <section aria-labelledby="downloads">
          <h2 id="downloads">Downloads</h2>
          <carry-download-settings
            .preferences=${this.#preferences()}
            .meteredKnowledge=${meteredKnowledge()}
          ></carry-download-settings>
        </section>
        <section aria-labelledby="storage">
          <h2 id="storage">Storage</h2>
          <carry-storage
            .storage=${this.#storage.value}
            .budgetBytes=${this.#preferences().budgetBytes}
            .capability=${this.#storage.capability}
            @carry-keep-requested=${() => this.#storage.keep()}
          ></carry-storage>
        </section>
        <section aria-labelledby="subscriptions">
          <h2 id="subscriptions">Subscriptions</h2>
          ${this.#subscriptions()}
        </section>
        <section aria-labelledby="backup">
          <h2 id="backup">Backup</h2>
          <div class="card">
            <carry-backup class="item" .state=${this.#backup.value ?? { status: 'idle' }}></carry-backup>
          </div>
        </section>
        ${
          this.#canInstall.value
            ? html`<section aria-labelledby="install">
                <h2 id="install">Install</h2>
                <div class="card line">
                  <p>Carryon can have its own window and icon on this device.</p>
                  <button
                    class="button primary"
                    @click=${() => sendRequest(this, 'carry-app-request', { type: 'install' })}
                  >
                    ${icon('install', 20)} Install Carryon
                  </button>
                </div>
              </section>`
            : nothing
        }
        <section class="keyboard" aria-labelledby="keyboard">
          <h2 id="keyboard">Keyboard</h2>
          <button
            class="button"
            @click=${() => sendRequest(this, 'carry-app-request', { type: 'show-shortcuts' })}
          >
            ${icon('keyboard', 20)} Keyboard shortcuts
          </button>
        </section>
        <section aria-labelledby="about">
          <h2 id="about">About</h2>
          <div class="about">
            <img src="/favicon.svg" alt="" />
            <div>
              <p><strong>Carryon</strong> ${__APP_VERSION__}</p>
              <p class="small">
                Podcasts and video shows from your own server, carried with you. Free software under the MIT
                licence.
              </p>
            </div>
          </div>
        </section>
      </div>
    `;
  }

  #subscriptions() {
    const isOffline = !this.#online();
    return html`
      <div class="card">
        <carry-opml-import
          class="item"
          .state=${this.#import.value ?? { status: 'idle' }}
          ?offline=${isOffline}
        ></carry-opml-import>
        <div class="item line">
          <div class="words">
            <p class="name">Going to another app?</p>
            <p class="sentence">
              The feeds you follow as an OPML file, which any podcast app reads. Names and passwords stay
              here.
            </p>
          </div>
          ${
            isOffline
              ? html`<button class="button" disabled>${icon('export', 20)} Export subscriptions</button>`
              : html`<a class="button" href="/api/opml" download="carryon.opml">
                  ${icon('export', 20)} Export subscriptions
                </a>`
          }
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'carry-settings-page': CarrySettingsPage;
  }
}

import type { DirectoryAnswer } from '../../core/api/directory.ts';
import type { SearchAnswer } from '../../core/api/search.ts';
import { looksLikeAddress } from '../text/looks-like-address.ts';
import { Listeners, type Observable } from './observable.ts';
import { QuietLookUp, type Load, type LookUpSnapshot } from './quiet-look-up.ts';
import { directoryResource, searchResource } from './resources.ts';

export interface SearchSnapshot {
  /** What is searched for, with single spaces; empty when nothing is. */
  readonly words: string;
  /** In the own shows and episodes. */
  readonly own: LookUpSnapshot<SearchAnswer>;
  readonly directory: LookUpSnapshot<DirectoryAnswer>;
}

const OWN_QUIET_MS = 250;
const DIRECTORY_QUIET_MS = 500;
const DIRECTORY_MIN_LENGTH = 2;
/** The server takes no more. */
const MAX_LENGTH = 200;
/** Half a character, which no address can hold. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One search as it is typed: the own shows first, then the directories. */
export class Search implements Observable {
  readonly #listeners = new Listeners();
  readonly #own: QuietLookUp<SearchAnswer>;
  readonly #directory: QuietLookUp<DirectoryAnswer>;
  #words = '';

  readonly subscribe = this.#listeners.add;

  constructor(load: Load) {
    const onChange = (): void => this.#listeners.notify();
    this.#own = new QuietLookUp(load, onChange);
    this.#directory = new QuietLookUp(load, onChange);
  }

  get snapshot(): SearchSnapshot {
    return { words: this.#words, own: this.#own.snapshot, directory: this.#directory.snapshot };
  }

  /** The text has changed; what it says is searched for when it rests. */
  type(text: string): void {
    this.#look(text, OWN_QUIET_MS, DIRECTORY_QUIET_MS);
  }

  /** Searches at once, and again where it failed. */
  submit(text: string): void {
    this.#look(text, 0, 0);
  }

  /** Asks the server for nothing any more. */
  close(): void {
    this.#own.close();
    this.#directory.close();
  }

  #look(text: string, ownQuietMs: number, directoryQuietMs: number): void {
    this.#words = wordsOf(text);
    const words = this.#words;
    this.#own.ask(words === '' ? null : searchResource(words), ownQuietMs);
    const isLong = Array.from(words).length >= DIRECTORY_MIN_LENGTH;
    this.#directory.ask(isLong ? directoryResource(words) : null, directoryQuietMs);
  }
}

/** What of a text is searched for. An address may hold a password: it goes to nobody but the server of its feed. */
export function wordsOf(text: string): string {
  if (looksLikeAddress(text)?.isCertain === true) return '';
  return text.trim().replace(/\s+/g, ' ').slice(0, MAX_LENGTH).replace(LONE_SURROGATE, '').trim();
}

/** Puts a text together from pieces of another and from new ones; pieces that follow each other are copied as one. */
export class CopyWriter {
  readonly #source: string;
  readonly #pieces: string[] = [];
  /** What of the source is to be copied next. */
  #start = 0;
  #end = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /**
   * Copies a piece of the source.
   * @param gapStart Where the piece before would have to end for what lies between them to be copied too.
   */
  copy(start: number, end: number, gapStart: number): void {
    if (this.#end !== gapStart || this.#start === this.#end) {
      this.#flush();
      this.#start = start;
    }
    this.#end = end;
  }

  write(...pieces: readonly string[]): void {
    this.#flush();
    this.#pieces.push(...pieces);
  }

  /** A place to go back to. */
  mark(): number {
    this.#flush();
    return this.#pieces.length;
  }

  backTo(mark: number): void {
    this.#flush();
    this.#pieces.length = mark;
  }

  get isEmpty(): boolean {
    return this.#pieces.length === 0 && this.#start === this.#end;
  }

  /** All of it between two new pieces. */
  textBetween(head: string, tail: string): string {
    this.#flush();
    return [head, ...this.#pieces, tail].join('');
  }

  #flush(): void {
    if (this.#start < this.#end) this.#pieces.push(this.#source.slice(this.#start, this.#end));
    this.#start = this.#end;
  }
}

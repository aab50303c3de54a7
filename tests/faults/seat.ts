/** Where a person sits: one page of a browser that can end and start again. The same for every browser. */
export interface Seat {
  /** Opens a page of its own in the browser, which is started when it does not run. */
  open(): Promise<void>;
  goto(url: string): Promise<void>;
  /** Runs a function that stands alone in the page. */
  evaluate<Argument, Result>(
    read: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  closeBrowser(): Promise<void>;
  killBrowser(): Promise<void>;
  /** Closes the page, and leaves the browser to the next. */
  leave(): Promise<void>;
  /** Ends the service workers, as the browser does when it needs memory; null where no tool can. */
  readonly stopWorkers: (() => Promise<void>) | null;
  /** Limits what an origin may store; null lifts it. Null where no tool can. */
  readonly limitQuota: ((origin: string, toBytes: number | null) => Promise<void>) | null;
}

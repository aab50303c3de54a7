export const BASELINE_CACHE = 'bench-baseline';
/** Tells how a Background Fetch of the baseline ended: `complete` or `failed`. */
export const BASELINE_CHANNEL = 'bench-baseline';
/** Files of the baseline, in the scope of its worker. */
export const FILE_PATH = '/bench/baseline/files/';
/** Answered by the worker of the baseline without reading anything: as many zeros as the range asks for. */
export const ZEROS_PATH = '/bench/baseline/zeros';

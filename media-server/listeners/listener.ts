/** The listener that everything belongs to as long as there are no accounts. */
export const DEFAULT_LISTENER = 'default';

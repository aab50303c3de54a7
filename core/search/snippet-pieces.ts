/** Stand around each hit in a snippet: characters that no text of the catalogue holds. */
export const HIT_START = '\ue000';
export const HIT_END = '\ue001';

export interface SnippetPiece {
  readonly text: string;
  readonly isHit: boolean;
}

/** A snippet as pieces to show one after the other. */
export const snippetPieces = (snippet: string): SnippetPiece[] =>
  snippet
    .split(HIT_START)
    .flatMap((piece, index) => {
      if (index === 0) return [{ text: piece, isHit: false }];
      const [hit = '', ...rest] = piece.split(HIT_END);
      return [
        { text: hit, isHit: true },
        { text: rest.join(''), isHit: false },
      ];
    })
    .filter(({ text }) => text !== '');

import { afterEach, expect, test } from 'vitest';
import type { ShowSummary } from '../../core/api/show.ts';
import './carry-show-card.ts';

const SHOW: ShowSummary = {
  id: 's1',
  title: 'Night Trains',
  author: 'The Sleeping Car',
  artworkUrl: '',
  artworkColor: '#123456',
  episodeCount: 5,
  latestPublishedAt: 1,
  source: 'feed',
  order: 'episodic',
};

afterEach(() => document.body.replaceChildren());

async function linkOf(newEpisodes: number) {
  const card = document.createElement('carry-show-card');
  card.show = SHOW;
  card.newEpisodes = newEpisodes;
  document.body.append(card);
  await card.updateComplete;
  const link = card.renderRoot.querySelector('a') as HTMLElement;
  return { text: link.innerText.replaceAll(/\s+/g, ' ').trim(), height: card.offsetHeight };
}

test('tells how many episodes are new, also to a screen reader, and is no higher for it', async () => {
  const none = await linkOf(0);
  const one = await linkOf(1);
  const three = await linkOf(3);
  expect(none.text).toBe('Night Trains The Sleeping Car');
  expect(one.text).toBe('Night Trains 1 new episode The Sleeping Car');
  expect(three.text).toBe('Night Trains 3 new episodes The Sleeping Car');
  expect(three.height).toBe(none.height);
});

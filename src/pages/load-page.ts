import type { Route } from '../router/routes.ts';
import './carry-home-page.ts';

const PAGES: Record<Route['name'], () => Promise<unknown>> = {
  home: () => Promise.resolve(),
  show: () => import('./carry-show-page.ts'),
  episode: () => import('./carry-episode-page.ts'),
  search: () => import('./carry-search-page.ts'),
  downloads: () => import('./carry-downloads-page.ts'),
  settings: () => import('./carry-settings-page.ts'),
  'not-found': () => import('./carry-not-found-page.ts'),
};

/** Loads the elements that the page of a route is made of. */
export const loadPage = ({ name }: Route): Promise<unknown> => PAGES[name]();

import { signal } from '@preact/signals';
import { hashOf, type PageRoute, type ReadAddress, routeOf } from '../address.js';

/** The address and the page, kept the same. */
export class Router {
  readonly read = signal<ReadAddress>(routeOf(location.hash));

  /** `arrived`: the reader went to another address, or back. */
  constructor(private readonly arrived: (route: PageRoute) => void) {
    addEventListener('popstate', () => this.arrive());
    addEventListener('hashchange', () => this.arrive());
  }

  private arrive(): void {
    if (location.hash === hashOf(this.read.value.route)) return;
    this.read.value = routeOf(location.hash);
    this.arrived(this.read.value.route);
  }

  /** Writes where the reader is now; a choice is a step in the history. */
  write(route: PageRoute, isChoice: boolean): void {
    this.read.value = { route, notes: [] };
    const hash = hashOf(route);
    if (hash === location.hash) return;
    if (isChoice) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  }
}

import GithubSlugger from 'github-slugger';
import { Marked, Renderer, type RendererThis, type Tokens } from 'marked';

export interface RenderedMarkdown {
  /** The text of its first heading. */
  readonly title: string;
  readonly html: string;
}

/**
 * A document of the repository as HTML. Headings have the anchors that a code host gives them; what may be wider than the page
 * scrolls in a box of its own. `resolve` turns the targets of links and pictures into addresses.
 */
export function rendered(markdown: string, resolve: (href: string) => string): RenderedMarkdown {
  const slugger = new GithubSlugger();
  const base = Renderer.prototype;
  let title = '';
  let heading = '';
  const renderer = {
    heading(this: RendererThis, { tokens, depth, text }: Tokens.Heading): string {
      heading = text.replace(/[`*]|\[([^\]]*)\]\([^)]*\)/g, '$1');
      if (title === '') title = heading;
      const id = slugger.slug(heading);
      return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    table(this: RendererThis, token: Tokens.Table): string {
      // An empty cell heads nothing.
      const table = base.table.call(this, token).replace(/<th( align="\w+")?><\/th>/g, '<td></td>');
      return scrolling(`Table: ${heading}`, table);
    },
    code(this: RendererThis, token: Tokens.Code): string {
      return scrolling(`${heading}: code`, base.code.call(this, token));
    },
    link(this: RendererThis, token: Tokens.Link): string {
      return base.link.call(this, { ...token, href: resolve(token.href) });
    },
    image(this: RendererThis, token: Tokens.Image): string {
      return base.image.call(this, { ...token, href: resolve(token.href) });
    },
    html({ text }: Tokens.HTML | Tokens.Tag): string {
      return text
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/\b(src|srcset|href)="([^"]+)"/g, (_, name: string, href: string) => `${name}="${resolve(href)}"`);
    },
  };
  // A marked of its own: the one of the module is shared by all who import it.
  const html = new Marked({ async: false, gfm: true, renderer }).parse(markdown, { async: false });
  return { title, html };
}

function scrolling(label: string, content: string): string {
  const name = label.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return `<div class="scroll" tabindex="0" role="group" aria-label="${name}">\n${content}</div>\n`;
}

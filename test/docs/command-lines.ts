/** The commands of `rehearse` as docs/commands.md shows them, and the command lines that documents tell readers to type. */

export interface CommandShape {
  /** By its long name; whether it takes a value. */
  readonly options: ReadonlyMap<string, boolean>;
  readonly leastArguments: number;
  readonly mostArguments: number;
}

/** Reads every `Usage: rehearse NAME [options] <argument>` with the options below it. */
export function commandShapes(commandsPage: string): Map<string, CommandShape> {
  const blocks = commandsPage.split(/^Usage: /m).slice(1);
  return new Map(blocks.map(shapeOf));
}

function shapeOf(block: string): readonly [name: string, shape: CommandShape] {
  const [usage] = block.split('\n\n', 1) as [string];
  const [, name, ...words] = usage.split(/\s+/).filter((word) => word !== '[options]');
  const options = [...block.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)( [<[])?/gm)];
  return [
    name!,
    {
      options: new Map(options.map(([, option, value]) => [option!, value !== undefined])),
      leastArguments: words.filter((word) => word.startsWith('<')).length,
      mostArguments: words.some((word) => word.includes('...')) ? Number.POSITIVE_INFINITY : words.length,
    },
  ];
}

export interface CommandLine {
  readonly text: string;
  /** In a block that one may paste, or only a name in a sentence. */
  readonly isWhole: boolean;
}

const FENCE = /^ *```.*\n[\s\S]*?^ *```$/gm;

export function commandLines(markdown: string): CommandLine[] {
  const blocks = [...markdown.matchAll(FENCE)].flatMap(([block]) =>
    [...block.matchAll(/^ {0,6}(?:\$ |- run: |# {1,3})?(?:npx )?rehearse (?!\[)([^\n]*)$/gm)].map(([, text]) => ({
      text: text!.replace(/\s+#.*$/, '').replace(/\$\{\{.*?\}\}/g, 'x'),
      isWhole: true,
    })),
  );
  const sentences = markdown.replace(FENCE, '').replace(/<!--[\s\S]*?-->/g, '');
  const names = [...sentences.matchAll(/`(?:npx )?rehearse ([^`]+)`/g)].map(([, text]) => ({
    text: text!.replace(/\s+/g, ' '),
    isWhole: false,
  }));
  return [...blocks, ...names].flatMap(({ text, isWhole }) =>
    text.split(/ \| (?:npx )?rehearse /).map((one) => ({ text: one, isWhole })),
  );
}

/** What is wrong with a command line, or null. */
export function mistakeIn({ text, isWhole }: CommandLine, shapes: ReadonlyMap<string, CommandShape>): string | null {
  const [name, ...words] = text.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  if (name === undefined || /^(<command>|--help|--version)$/.test(name)) return null;
  const shape = shapes.get(name);
  if (shape === undefined) return `there is no command '${name}'`;
  let given = 0;
  for (let at = 0; at < words.length; at++) {
    const [option, value] = words[at]!.split('=', 2) as [string, string | undefined];
    if (!option.startsWith('--')) {
      given++;
      continue;
    }
    const takesValue = shape.options.get(option);
    if (takesValue === undefined) return `'${name}' has no option '${option}'`;
    if (takesValue && value === undefined) at++;
    if (takesValue && at >= words.length && isWhole) return `'${option}' needs a value`;
    if (option === '--help') return null;
  }
  if (given > shape.mostArguments) return `'${name}' takes no ${given} arguments`;
  const isName = !isWhole && given === 0;
  return given < shape.leastArguments && !isName ? `'${name}' needs ${shape.leastArguments} arguments` : null;
}

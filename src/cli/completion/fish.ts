import type { CompletedCommand, CompletedOption, Words } from './words.js';

/** The script that makes fish complete, with what each word means. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(
    ({ name, about }) => `complete -c rehearse -n __fish_use_subcommand -a ${name} -d ${quoted(about)}`,
  );
  return `# Completion of rehearse for fish: write it to ~/.config/fish/completions/rehearse.fish.
# How many arguments stand before the cursor: words that are neither options nor the values of options.
function __rehearse_place
    set -l words (commandline -opc)
    set -l place 0
    set -l isValue no
    for word in $words[3..-1]
        if test $isValue = yes
            set isValue no
        else if string match -q -- '-*' $word
            contains -- $word $argv; and set isValue yes
        else
            set place (math $place + 1)
        end
    end
    echo $place
end
complete -c rehearse -f
${names.join('\n')}
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ name, options, places }: CompletedCommand): string[] {
  const seen = `__fish_seen_subcommand_from ${name}`;
  const valued = options.filter(({ takes }) => takes !== null).flatMap(({ flags }) => flags);
  return [
    ...options.map((option) => `complete -c rehearse -n ${quoted(seen)} ${optionText(option)}`),
    ...places.flatMap(({ words, isLast }, i) => {
      if (words.kind === 'anything') return [];
      const at = isLast ? '' : `; and test (__rehearse_place ${valued.join(' ')}) -eq ${i}`;
      return [`complete -c rehearse -n ${quoted(`${seen}${at}`)} ${wordsOf(words)}`];
    }),
  ];
}

function optionText({ flags, about, takes }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  const value = takes === null ? [] : ['-r', ...(takes.kind === 'anything' ? [] : [wordsOf(takes)])];
  return [...names, ...value, '-d', quoted(about)].join(' ');
}

function wordsOf(words: Words): string {
  switch (words.kind) {
    case 'words':
      return `-a ${quoted(words.from.join(' '))}`;
    case 'list':
      return `-a ${quoted(`(__fish_append , ${words.from.join(' ')})`)}`;
    case 'words-or-files':
      return `-F -a ${quoted(words.from.join(' '))}`;
    case 'files':
      return '-F';
    case 'folders':
      return `-a '(__fish_complete_directories)'`;
    case 'anything':
      return '';
  }
}

/** As fish reads single quotes. */
const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

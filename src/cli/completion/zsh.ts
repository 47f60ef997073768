import { type CompletedCommand, type CompletedOption, quoted, type Words } from './words.js';

/** The script that makes zsh complete, with what each word means. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef rehearse
# Completion of rehearse for zsh: write it to a file named _rehearse in a folder of $fpath.
_rehearse() {
  local -a commands
  commands=(
${commands.map(({ name, about }) => `    ${quoted(`${name}:${about.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands.map(argumentsOf).join('\n')}
  esac
}
if [ "$funcstack[1]" = _rehearse ]; then _rehearse "$@"; else compdef _rehearse rehearse; fi
`;
}

function argumentsOf({ name, options, places }: CompletedCommand): string {
  const lines = [
    ...options.flatMap(optionLines),
    ...places.map(({ words, isLast }, i) => quoted(`${isLast ? '*' : i + 1}:${messageOf(words)}:${actionOf(words)}`)),
  ];
  return `    ${name})\n      _arguments -S \\\n${lines.map((line) => `        ${line}`).join(' \\\n')}\n      ;;`;
}

/** A line a flag: those of one option exclude each other. */
function optionLines({ flags, about, isRepeated, takes }: CompletedOption): string[] {
  const before = isRepeated ? '*' : flags.length > 1 ? `(${flags.join(' ')})` : '';
  const value = takes === null ? '' : `:${messageOf(takes)}:${actionOf(takes)}`;
  return flags.map((flag) => quoted(`${before}${flag}[${about.replace(/[[\]]/g, '')}]${value}`));
}

const messageOf = ({ kind }: Words): string => (kind === 'anything' ? 'value' : kind);

function actionOf(words: Words): string {
  switch (words.kind) {
    case 'words':
      return `(${words.from.join(' ')})`;
    case 'list':
      return `_values -s , name ${words.from.join(' ')}`;
    case 'words-or-files':
      return `_alternative "words:name:(${words.from.join(' ')})" "files:file:_files"`;
    case 'files':
      return '_files';
    case 'folders':
      return '_files -/';
    case 'anything':
      return '';
  }
}

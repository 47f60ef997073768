import { type CompletedCommand, quoted, type Words } from './words.js';

/** The script that makes bash (3.2 and later) complete. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# Completion of rehearse for bash: eval "$(rehearse completion bash)"
_rehearse_words() { COMPREPLY=($(compgen -W "$1" -- "$current")); }
_rehearse_list() {
  local before=
  [[ $current == *,* ]] && before=\${current%,*},
  COMPREPLY=($(compgen -P "$before" -W "$1" -- "\${current##*,}"))
}
_rehearse_paths() {
  compopt -o filenames 2>/dev/null
  local IFS=$'\\n'
  COMPREPLY+=($(compgen "$1" -- "$current"))
}
_rehearse() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]}
  local options= valued= place=0 i
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _rehearse_words ${quoted(`${names} --help --version`)}
    return
  fi
  case $command in
${commands.map(flagsOf).join('\n')}
  esac
  case "$command $previous" in
${commands.flatMap(valuesOf).join('\n')}
  esac
  [[ " $valued " == *" $previous "* ]] && return
  if [[ $current == -* ]]; then
    _rehearse_words "$options"
    return
  fi
  for ((i = 2; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      -?*) [[ " $valued " == *" \${COMP_WORDS[i]} "* ]] && ((i++)) ;;
      *) ((place++)) ;;
    esac
  done
  case "$command $place" in
${commands.flatMap(placesOf).join('\n')}
  esac
}
complete -F _rehearse rehearse
`;
}

function flagsOf({ name, options }: CompletedCommand): string {
  const all = options.flatMap(({ flags }) => flags);
  const valued = options.filter(({ takes }) => takes !== null).flatMap(({ flags }) => flags);
  return `    ${name}) options=${quoted(all.join(' '))} valued=${quoted(valued.join(' '))} ;;`;
}

function valuesOf({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, takes }) => {
    if (takes === null || takes.kind === 'anything') return [];
    const which = flags.map((flag) => `'${name} ${flag}'`).join('|');
    return [`    ${which}) ${wordsOf(takes)}; return ;;`];
  });
}

function placesOf({ name, places }: CompletedCommand): string[] {
  return places.flatMap(({ words, isLast }, i) => {
    if (words.kind === 'anything') return [];
    return [`    ${isLast ? `"${name} "*` : `'${name} ${i}'`}) ${wordsOf(words)} ;;`];
  });
}

function wordsOf(words: Words): string {
  switch (words.kind) {
    case 'words':
      return `_rehearse_words ${quoted(words.from.join(' '))}`;
    case 'list':
      return `_rehearse_list ${quoted(words.from.join(' '))}`;
    case 'words-or-files':
      return `_rehearse_words ${quoted(words.from.join(' '))}; _rehearse_paths -f`;
    case 'files':
      return '_rehearse_paths -f';
    case 'folders':
      return '_rehearse_paths -d';
    case 'anything':
      return ':';
  }
}

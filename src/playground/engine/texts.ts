/** The scenarios that come with the package, as they are written: the build puts them in. */
const files: Readonly<Record<string, string>> = import.meta.glob(
  ['../../../scenarios/*.yaml', '../../../scenarios/published/*.yaml'],
  { query: '?raw', import: 'default', eager: true },
);

/** By name, such as `article`, in the order of the alphabet. */
export const texts: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files)
    .map(([path, text]) => [path.replace(/^.*scenarios\//, '').replace(/\.yaml$/, ''), text] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);

import { createHash } from 'node:crypto';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileContent, FilePieces } from '../exporters/exporter.js';
import { hashOf } from './written-files.js';

type FolderFile = FileContent | FilePieces;

/** Writes files by their path in a new folder; returns the hash of each. */
export async function fill(folder: string, files: ReadonlyMap<string, FolderFile>): Promise<Record<string, string>> {
  await mkdir(folder);
  const hashes: Record<string, string> = {};
  for (const [name, content] of files) {
    const path = join(folder, ...name.split('/'));
    await mkdir(dirname(path), { recursive: true });
    hashes[name] = await written(path, content);
  }
  return hashes;
}

async function written(path: string, content: FolderFile): Promise<string> {
  if (!isInPieces(content)) {
    await writeFile(path, content);
    return hashOf(content);
  }
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (const piece of content.pieces()) {
      hash.update(piece);
      await file.writeFile(piece);
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** The hash of a file before it is written. */
export function hashOfFile(content: FolderFile): string {
  if (!isInPieces(content)) return hashOf(content);
  const hash = createHash('sha256');
  for (const piece of content.pieces()) hash.update(piece);
  return hash.digest('hex');
}

const isInPieces = (content: FolderFile): content is FilePieces => typeof content === 'object' && 'pieces' in content;

import type { Command } from 'commander';
export function addValidate(_program: Command): void {}

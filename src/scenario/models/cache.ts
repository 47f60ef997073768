import type { CacheForm } from '../schema/model-cache.js';
import { CACHE_RULES_BY_NAME, type CacheRules } from './cache-rules.js';

/** `provider.promptCache`: what was sent is billed as cached input, however short, and takes as long as fresh input. */
export function plainCache({ promptCache, cacheTtl }: PlainCacheForm): CacheRules | null {
  return promptCache ? { ...PLAIN, ttl: cacheTtl } : null;
}

/** Whether rules are those of `provider.promptCache`, whatever their life. */
export const isPlain = (rules: CacheRules): boolean =>
  rules.shortest === PLAIN.shortest && rules.readTime === PLAIN.readTime && rules.marks === PLAIN.marks;

interface PlainCacheForm {
  readonly promptCache: boolean;
  readonly cacheTtl: number;
}

const PLAIN: CacheRules = {
  write: 1,
  read: null,
  shortest: 0,
  step: 1,
  ttl: 300,
  renewed: true,
  marks: Number.POSITIVE_INFINITY,
  storage: 0,
  cachedCounts: true,
  readTime: 1,
};

/** The rules that a model's `cache` asks for; `base` are those that hold without. */
export function cacheOf(form: CacheForm | undefined, base: CacheRules | null): CacheRules | null {
  if (form === undefined) return base;
  if (typeof form === 'string') return CACHE_RULES_BY_NAME[form];
  const { like, ...own } = form;
  const start = (like === undefined ? null : CACHE_RULES_BY_NAME[like]) ?? PLAIN;
  return {
    write: own.write ?? start.write,
    read: own.read ?? start.read,
    shortest: own.shortest ?? start.shortest,
    step: own.step ?? start.step,
    ttl: own.ttl ?? start.ttl,
    renewed: own.renewed ?? start.renewed,
    marks: own.marks ?? start.marks,
    storage: own.storage ?? start.storage,
    cachedCounts: start.cachedCounts,
    readTime: own.readTime ?? start.readTime,
  };
}

/*!
 * Prices of models on the market, of worker/src/constants/default-model-prices.json in github.com/langfuse/langfuse at commit
 * 62751446, collected on 30 November 2026; made by scripts/prices.ts.
 *
 * Copyright (c) 2023-2026 ClickHouse, Inc.
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
 * files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
 * modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the
 * Software is furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
 * Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
 * WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
 * COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE,
 * ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */

/** Of a model: US dollars per million tokens of input, cached input (null: none) and output, and the day of these prices. */
export type PriceRow = readonly [
  name: string,
  input: number,
  cachedInput: number | null,
  output: number,
  date: string,
  more?: {
    /** Tokens of input above which input costs 2 and output 1.5 times as much. */
    readonly above?: number;
    /** Factor on all prices in the tier with priority. */
    readonly priority?: number;
  },
];

export const PRICE_SOURCE = 'github.com/langfuse/langfuse, MIT';

export const PRICES: readonly PriceRow[] = [
  ['anthropic/claude-3-5-haiku', 0.8, 0.08, 4, '2026-07-28'],
  ['anthropic/claude-3-5-haiku-20241022', 0.8, 0.08, 4, '2026-07-28'],
  ['anthropic/claude-3-5-sonnet', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3-5-sonnet-20240620', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3-haiku', 0.25, null, 1.25, '2026-07-28'],
  ['anthropic/claude-3-haiku-20240307', 0.25, null, 1.25, '2026-07-28'],
  ['anthropic/claude-3-opus', 15, null, 75, '2026-07-28'],
  ['anthropic/claude-3-opus-20240229', 15, null, 75, '2026-07-28'],
  ['anthropic/claude-3-sonnet', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3-sonnet-20240229', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3.5-haiku-latest', 0.8, 0.08, 4, '2026-04-13'],
  ['anthropic/claude-3.5-sonnet', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3.5-sonnet-20241022', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3.5-sonnet-latest', 3, 0.3, 15, '2026-04-13'],
  ['anthropic/claude-3.7-sonnet', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3.7-sonnet-20250219', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-3.7-sonnet-latest', 3, 0.3, 15, '2026-04-13'],
  ['anthropic/claude-fable-5', 10, 1, 50, '2026-07-28'],
  ['anthropic/claude-haiku-4-5', 1, 0.1, 5, '2026-07-28'],
  ['anthropic/claude-haiku-4-5-20251001', 1, 0.1, 5, '2026-07-28'],
  ['anthropic/claude-mythos-5', 10, 1, 50, '2026-06-09'],
  ['anthropic/claude-opus-4', 15, 1.5, 75, '2026-07-28'],
  ['anthropic/claude-opus-4-1', 15, 1.5, 75, '2026-07-28'],
  ['anthropic/claude-opus-4-1-20250805', 15, 1.5, 75, '2026-07-28'],
  ['anthropic/claude-opus-4-20250514', 15, 1.5, 75, '2026-07-28'],
  ['anthropic/claude-opus-4-5', 5, 0.5, 25, '2026-07-28'],
  ['anthropic/claude-opus-4-5-20251101', 5, 0.5, 25, '2026-07-28'],
  ['anthropic/claude-opus-4-6', 5, 0.5, 25, '2026-07-28'],
  ['anthropic/claude-opus-4-7', 5, 0.5, 25, '2026-07-28'],
  ['anthropic/claude-opus-4-8', 5, 0.5, 25, '2026-08-20', { priority: 2 }],
  ['anthropic/claude-opus-5', 5, 0.5, 25, '2026-08-20', { priority: 2 }],
  ['anthropic/claude-sonnet-4', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-sonnet-4-20250514', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-sonnet-4-5', 3, 0.3, 15, '2026-08-04'],
  ['anthropic/claude-sonnet-4-5-20250929', 3, 0.3, 15, '2026-08-04'],
  ['anthropic/claude-sonnet-4-6', 3, 0.3, 15, '2026-07-28'],
  ['anthropic/claude-sonnet-4-latest', 3, 0.3, 15, '2026-04-13'],
  ['anthropic/claude-sonnet-5', 2, 0.2, 10, '2026-07-28'],
  ['google/gemini-2.0-flash', 0.1, null, 0.4, '2026-03-06'],
  ['google/gemini-2.0-flash-001', 0.1, null, 0.4, '2026-03-06'],
  ['google/gemini-2.0-flash-lite-preview', 0.075, null, 0.3, '2026-03-06'],
  ['google/gemini-2.0-flash-lite-preview-02-05', 0.075, null, 0.3, '2026-03-06'],
  ['google/gemini-2.5-flash', 0.3, 0.03, 2.5, '2026-07-14'],
  ['google/gemini-2.5-flash-lite', 0.1, 0.01, 0.4, '2026-07-14'],
  ['google/gemini-2.5-pro', 1.25, 0.125, 10, '2026-07-14', { above: 200000 }],
  ['google/gemini-3-flash-preview', 0.5, 0.05, 3, '2026-07-14'],
  ['google/gemini-3-pro-preview', 2, 0.2, 12, '2026-07-14', { above: 200000 }],
  ['google/gemini-3.1-flash-lite', 0.25, 0.025, 1.5, '2026-07-14'],
  ['google/gemini-3.1-flash-lite-preview', 0.25, 0.025, 1.5, '2026-07-14'],
  ['google/gemini-3.1-pro-preview', 2, 0.2, 12, '2026-07-14', { above: 200000 }],
  ['google/gemini-3.5-flash', 1.5, 0.15, 9, '2026-07-14'],
  ['google/gemini-3.5-flash-lite', 0.3, 0.03, 2.5, '2026-08-04'],
  ['google/gemini-3.6-flash', 0.75, 0.075, 3.75, '2026-08-14'],
  ['google/gemini-3.7-flash', 0.75, 0.075, 3.75, '2026-08-14'],
  ['openai/gpt-3.5-turbo', 0.5, null, 1.5, '2025-12-12'],
  ['openai/gpt-4', 30, null, 60, '2025-12-12'],
  ['openai/gpt-4-turbo', 10, null, 30, '2025-12-12'],
  ['openai/gpt-4.1', 2, 0.5, 8, '2026-08-20', { priority: 1.75 }],
  ['openai/gpt-4.1-2025-04-14', 2, 0.5, 8, '2026-08-20', { priority: 1.75 }],
  ['openai/gpt-4.1-mini', 0.4, 0.1, 1.6, '2026-08-20', { priority: 1.75 }],
  ['openai/gpt-4.1-mini-2025-04-14', 0.4, 0.1, 1.6, '2026-08-20', { priority: 1.75 }],
  ['openai/gpt-4.1-nano', 0.1, 0.025, 0.4, '2026-08-20', { priority: 2 }],
  ['openai/gpt-4.1-nano-2025-04-14', 0.1, 0.025, 0.4, '2026-08-20', { priority: 2 }],
  ['openai/gpt-4.5-preview', 75, 37.5, 150, '2025-12-12'],
  ['openai/gpt-4.5-preview-2025-02-27', 75, 37.5, 150, '2025-12-12'],
  ['openai/gpt-4o', 2.5, 1.25, 10, '2026-08-20', { priority: 1.7 }],
  ['openai/gpt-4o-2024-05-13', 5, null, 15, '2026-08-20', { priority: 1.75 }],
  ['openai/gpt-4o-2024-08-06', 2.5, 1.25, 10, '2026-08-20', { priority: 1.7 }],
  ['openai/gpt-4o-2024-11-20', 2.5, 1.25, 10, '2026-08-20', { priority: 1.7 }],
  ['openai/gpt-4o-mini', 0.15, 0.075, 0.6, '2026-08-20', { priority: 1.667 }],
  ['openai/gpt-4o-mini-2024-07-18', 0.15, 0.075, 0.6, '2026-08-20', { priority: 1.667 }],
  ['openai/gpt-5', 1.25, 0.125, 10, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5-2025-08-07', 1.25, 0.125, 10, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5-chat-latest', 1.25, 0.125, 10, '2025-12-12'],
  ['openai/gpt-5-mini', 0.25, 0.025, 2, '2026-08-20', { priority: 1.8 }],
  ['openai/gpt-5-mini-2025-08-07', 0.25, 0.025, 2, '2026-08-20', { priority: 1.8 }],
  ['openai/gpt-5-nano', 0.05, 0.005, 0.4, '2026-08-20'],
  ['openai/gpt-5-nano-2025-08-07', 0.05, 0.005, 0.4, '2026-08-20'],
  ['openai/gpt-5-pro', 15, null, 120, '2025-12-12'],
  ['openai/gpt-5-pro-2025-10-06', 15, null, 120, '2025-12-12'],
  ['openai/gpt-5.1', 1.25, 0.125, 10, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.1-2025-11-13', 1.25, 0.125, 10, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.2', 1.75, 0.175, 14, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.2-2025-12-11', 1.75, 0.175, 14, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.2-pro', 21, null, 168, '2025-12-12'],
  ['openai/gpt-5.2-pro-2025-12-11', 21, null, 168, '2025-12-12'],
  ['openai/gpt-5.3-codex', 1.75, 0.175, 14, '2026-07-29'],
  ['openai/gpt-5.4', 2.5, 0.25, 15, '2026-08-20', { above: 272000, priority: 2 }],
  ['openai/gpt-5.4-2026-03-05', 2.5, 0.25, 15, '2026-08-20', { above: 272000, priority: 2 }],
  ['openai/gpt-5.4-mini', 0.75, 0.075, 4.5, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.4-mini-2026-03-17', 0.75, 0.075, 4.5, '2026-08-20', { priority: 2 }],
  ['openai/gpt-5.4-nano', 0.2, 0.02, 1.25, '2026-08-20'],
  ['openai/gpt-5.4-nano-2026-03-17', 0.2, 0.02, 1.25, '2026-08-20'],
  ['openai/gpt-5.4-pro', 30, null, 180, '2026-08-20', { above: 272000 }],
  ['openai/gpt-5.4-pro-2026-03-05', 30, null, 180, '2026-08-20', { above: 272000 }],
  ['openai/gpt-5.5', 5, 0.5, 30, '2026-08-20', { above: 272000, priority: 2.5 }],
  ['openai/gpt-5.5-2026-04-23', 5, 0.5, 30, '2026-08-20', { above: 272000, priority: 2.5 }],
  ['openai/gpt-5.5-pro', 30, null, 180, '2026-08-20', { above: 272000 }],
  ['openai/gpt-5.5-pro-2026-04-23', 30, null, 180, '2026-08-20', { above: 272000 }],
  ['openai/gpt-5.6-luna', 0.2, 0.02, 1.2, '2026-08-20', { above: 272000, priority: 2 }],
  ['openai/gpt-5.6-sol', 5, 0.5, 30, '2026-08-20', { above: 272000, priority: 2 }],
  ['openai/gpt-5.6-terra', 2, 0.2, 12, '2026-08-20', { above: 272000, priority: 2 }],
  ['openai/o1', 15, 7.5, 60, '2025-12-12'],
  ['openai/o1-2024-12-17', 15, 7.5, 60, '2025-12-12'],
  ['openai/o1-pro', 150, null, 600, '2025-12-12'],
  ['openai/o1-pro-2025-03-19', 150, null, 600, '2025-12-12'],
  ['openai/o3', 2, 0.5, 8, '2026-08-20', { priority: 1.75 }],
  ['openai/o3-2025-04-16', 2, 0.5, 8, '2026-08-20', { priority: 1.75 }],
  ['openai/o3-mini', 1.1, 0.55, 4.4, '2025-12-12'],
  ['openai/o3-mini-2025-01-31', 1.1, 0.55, 4.4, '2025-12-12'],
  ['openai/o3-pro', 20, null, 80, '2025-12-12'],
  ['openai/o3-pro-2025-06-10', 20, null, 80, '2025-12-12'],
  ['openai/o4-mini', 1.1, 0.275, 4.4, '2026-08-20', { priority: 1.818 }],
  ['openai/o4-mini-2025-04-16', 1.1, 0.275, 4.4, '2026-08-20', { priority: 1.818 }],
];

/**
 * The least that an application is: a loop of calls to a chat interface, written by hand, without a framework. It knows nothing of
 * the rehearsal but the address of its model.
 */
export interface Call {
  readonly id: string;
  readonly function: { readonly name: string; readonly arguments: string };
}
export interface Message {
  readonly role: string;
  readonly content: string | null;
  readonly tool_calls?: readonly Call[];
  readonly tool_call_id?: string;
}
export type Send = (body: object, agent: string) => Promise<Response>;

const MOST_TRIES = 3;

/** Asks one agent, and again where its call fails, after as long as the provider says. */
export async function ask(
  send: Send,
  wait: (seconds: number) => Promise<void>,
  agent: string,
  messages: readonly Message[],
  tools: readonly object[] = [],
): Promise<Message> {
  const system = { role: 'system', content: `You are the ${agent}.` };
  const body = { model: 'gpt-4o', messages: [system, ...messages], ...(tools.length > 0 ? { tools } : {}) };
  for (let tries = 1; ; tries++) {
    const response = await send(body, agent);
    if (response.ok) {
      const { choices } = (await response.json()) as { choices: { message: Message }[] };
      return choices[0]!.message;
    }
    if (tries === MOST_TRIES) throw new Error(`${agent}: ${response.status} ${await response.text()}`);
    await wait(Number(response.headers.get('retry-after-ms') ?? 0) / 1000);
  }
}

export const user = (content: string): Message => ({ role: 'user', content });
export const tool = (name: string, properties: object = {}): object => ({
  type: 'function',
  function: {
    name,
    description: `Ask ${name.replace('transfer_to_', '')} for help.`,
    parameters: { type: 'object', properties, required: Object.keys(properties) },
  },
});

"""A pipeline of four agents in plain Python: the task comes on the standard input, the answer goes to the standard output."""
import json
import os
import sys
import urllib.request

PROMPTS = {
    "summariser": "You are the summariser. Summarise the article.",
    "fact-checker": "You are the fact-checker. Check the facts of the summary.",
    "citation-finder": "You are the citation-finder. Find citations.",
    "tagger": "You are the tagger. Put tags on what there is.",
}


def ask(agent, texts):
    messages = [{"role": "system", "content": PROMPTS[agent]}]
    messages += [{"role": "user", "content": text} for text in texts]
    request = urllib.request.Request(
        os.environ["OPENAI_BASE_URL"] + "/chat/completions",
        data=json.dumps({"model": "gpt-4o", "messages": messages}).encode(),
        headers={"content-type": "application/json", "authorization": "Bearer " + os.environ["OPENAI_API_KEY"]},
    )
    with urllib.request.urlopen(request) as response:
        return json.load(response)["choices"][0]["message"]["content"]


task = sys.stdin.read()
summary = ask("summariser", [task])
findings = ask("fact-checker", [task, summary])
citations = ask("citation-finder", [task, summary, findings])
tags = ask("tagger", [task, summary, findings, citations])
print(citations + "\n\n" + tags)

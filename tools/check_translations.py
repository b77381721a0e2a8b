#!/usr/bin/env python3
"""Texts in two languages. Every text of the error catalogue (src/platform/base/code.def) exists in French and in English,
with the same {parameters} in both, under a name that is given once and an HTTP status that means an error. Every text of
the interface (web/src/locales) is used: its key stands in the sources whole, or a key that is put together there fits it.
That both languages have the same keys is for the compiler: locales/texts.ts."""

import re
import sys

from tree import ROOT, Finding, list_files, report

CATALOGUE = "src/platform/base/code.def"
TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf"MLPP_CODE\(\s*(\w+)\s*,\s*(\d+)\s*,\s*{TEXT}\s*,\s*{TEXT}\s*,\s*{TEXT}\s*,\s*{TEXT}\s*\)")

LOCALES = "web/src/locales/"
FRENCH = LOCALES + "fr/"
STRING = r"'(?:[^'\\]|\\.)*'"
TOKEN = re.compile(rf"(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<key>\w+|{STRING})\s*:\s*(?:(?P<open>\{{)|(?P<text>{STRING}))|(?P<close>\}})", re.DOTALL)
PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
PART = re.compile(r"\$\{[^`{}]*\}")
COMPOSED = re.compile(r"`((?:[\w.:-]|\$\{[^`{}]*\})*\$\{[^`{}]*\}[\w.:-]*)`")


def check_entry(name: str, status: int, texts: list[str]) -> list[str]:
    title_fr, title_en, detail_fr, detail_en = texts
    reasons = []
    if not 400 <= status <= 599:
        reasons.append(f"{name}: {status} is no error status")
    if not title_fr.strip() or not title_en.strip():
        reasons.append(f"{name}: a title is missing in one language")
    if bool(detail_fr.strip()) != bool(detail_en.strip()):
        reasons.append(f"{name}: the detail is missing in one language")
    if sorted(re.findall(r"\{\w*\}", detail_fr)) != sorted(re.findall(r"\{\w*\}", detail_en)):
        reasons.append(f"{name}: the two details do not take the same parameters")
    if re.search(r"\{\w*\}", title_fr + title_en):
        reasons.append(f"{name}: a title takes no parameters")
    return reasons


def check_catalogue(text: str, path: str = CATALOGUE) -> list[Finding]:
    findings = []
    names: set[str] = set()
    for entry in ENTRY.finditer(text):
        line = text.count("\n", 0, entry.start()) + 1
        name = entry[1]
        if name in names:
            findings.append(Finding(path, line, f"{name} is given twice"))
        names.add(name)
        findings += [Finding(path, line, reason) for reason in check_entry(name, int(entry[2]), list(entry.groups()[2:]))]
    announced = len(re.findall(r"^MLPP_CODE\(", text, flags=re.MULTILINE))
    if announced != len(names) or not names:
        findings.append(Finding(path, 1, f"{announced} entries, {len(names)} of them readable"))
    return findings


def keys_of(text: str) -> dict[str, int]:
    """The keys of one namespace, plurals under their common name, with the line of each."""
    keys: dict[str, int] = {}
    path: list[str] = []
    for token in TOKEN.finditer(text):
        if token["close"]:
            path = path[:-1]
        elif token["key"]:
            key = token["key"].strip("'")
            if token["open"]:
                path.append(key)
            else:
                keys.setdefault(PLURAL.sub("", ".".join([*path, key])), text.count("\n", 0, token.start()) + 1)
    return keys


class Uses:
    """The texts of one source: those that stand there whole, and those with parts that are filled in, a segment each."""

    def __init__(self, source: str):
        self.whole = set(re.findall(r"'([\w.:-]+)'", source))
        self.composed = []
        for text in COMPOSED.findall(source):
            fixed = PART.split(text)
            if re.search("[.:_]", "".join(fixed)):
                self.composed.append(re.compile(r"[\w-]+".join(map(re.escape, fixed))))
        # What `t` speaks where no namespace is named.
        if "useTranslation()" in source:
            self.whole.add("commun")

    def has(self, namespace: str, key: str) -> bool:
        full = f"{namespace}:{key}"
        return self.says(full) or (self.says(key) and (namespace in self.whole or "." in key and key in self.whole))

    def says(self, text: str) -> bool:
        return text in self.whole or any(pattern.fullmatch(text) for pattern in self.composed)


def check_uses(namespaces: dict[str, str], sources: list[str]) -> list[Finding]:
    """`namespaces`: the French texts by name; `sources`: everything that may use them."""
    uses = [Uses(source) for source in sources]
    findings = []
    for namespace, text in namespaces.items():
        path = f"{FRENCH}{namespace}.ts"
        keys = keys_of(text)
        if not keys:
            findings.append(Finding(path, 1, "no text is readable"))
        for key, line in keys.items():
            if not any(use.has(namespace, key) for use in uses):
                findings.append(Finding(path, line, f"{namespace}:{key} is used nowhere"))
    return findings


def main() -> int:
    files = list_files(".ts", ".tsx")
    namespaces = {name[len(FRENCH):-3]: (ROOT / name).read_text() for name in files if name.startswith(FRENCH) and not name.endswith("/index.ts")}
    sources = [(ROOT / name).read_text() for name in files if name.startswith("web/src/") and not name.startswith(LOCALES)]
    return report(check_catalogue((ROOT / CATALOGUE).read_text()) + check_uses(namespaces, sources), "translations")


if __name__ == "__main__":
    sys.exit(main())

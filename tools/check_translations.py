#!/usr/bin/env python3
"""Every text of the error catalogue (src/platform/base/code.def) exists in French and in English, with the same
{parameters} in both, under a name that is given once and an HTTP status that means an error."""

import re
import sys

from tree import ROOT, Finding, report

CATALOGUE = "src/platform/base/code.def"
TEXT = r'"((?:[^"\\]|\\.)*)"'
ENTRY = re.compile(rf"MLPP_CODE\(\s*(\w+)\s*,\s*(\d+)\s*,\s*{TEXT}\s*,\s*{TEXT}\s*,\s*{TEXT}\s*,\s*{TEXT}\s*\)")


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


def main() -> int:
    return report(check_catalogue((ROOT / CATALOGUE).read_text()), "translations")


if __name__ == "__main__":
    sys.exit(main())

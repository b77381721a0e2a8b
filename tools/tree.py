"""The files of the repository, as every check sees them: tracked or new, never ignored ones.

Also the form in which every check reports: `path:line: reason`, sorted, and the exit status.
"""

import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.reason}"


def list_files(*suffixes: str, root: Path = ROOT) -> list[str]:
    """Paths relative to the root, sorted; all files without suffixes."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    names = [name for name in output.split("\0") if name and (root / name).is_file()]
    return sorted(name for name in names if not suffixes or name.endswith(suffixes))


def report(findings: list[Finding], checked: str) -> int:
    for finding in sorted(set(findings)):
        print(finding)
    print(f"{checked}: {len(set(findings))} findings")
    return 1 if findings else 0

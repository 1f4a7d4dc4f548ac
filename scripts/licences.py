#!/usr/bin/env python3
"""Checks that every dependency may be used under permissive terms: reads `cargo metadata`, prints what is not allowed, exits 1 then."""
import json, re, subprocess, sys

ALLOWED = {"MIT", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Zlib", "Unicode-3.0",
           "Unicode-DFS-2016", "Unlicense", "CC0-1.0", "0BSD", "BSL-1.0", "MIT-0",
           # The HTML parser's CSS selectors: copyleft by file, and the files are used unchanged.
           "MPL-2.0"}


def allowed(expression):
    """Whether an SPDX expression (AND, OR, brackets) can be met with allowed licences alone."""
    tokens = re.findall(r"\(|\)|\bAND\b|\bOR\b|[^()\s]+(?: WITH [^()\s]+)?", expression.replace("/", " OR "))

    def either(at):
        value, at = both(at)
        while at < len(tokens) and tokens[at] == "OR":
            right, at = both(at + 1)
            value = value or right
        return value, at

    def both(at):
        value, at = single(at)
        while at < len(tokens) and tokens[at] == "AND":
            right, at = single(at + 1)
            value = value and right
        return value, at

    def single(at):
        if tokens[at] == "(":
            value, at = either(at + 1)
            return value, at + 1
        return tokens[at] in ALLOWED, at + 1

    return either(0)[0]


def main():
    metadata = json.loads(subprocess.check_output(["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]))
    bad = [p for p in metadata["packages"] if not p.get("license") or not allowed(p["license"])]
    for p in bad:
        print(f"{p['name']} {p['version']}: licence {p.get('license')!r} is not on the list in scripts/licences.py")
    print(f"{len(metadata['packages'])} packages, {len(bad)} with a licence that is not allowed")
    sys.exit(bool(bad))


main()

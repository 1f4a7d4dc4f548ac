#!/usr/bin/env python3
"""Word list + segmented text -> the word list with a cluster for words of similar neighbours (fourth column).

Words that occur at least LEAST times are described by how much more often than chance each of the commonest words
stands directly before or after them (positive pointwise mutual information), reduced to DIMENSIONS by singular value
decomposition, and grouped by k-means. Needs numpy.

Usage: clusters.py words.tsv 199801.txt uner_gsdsimp.train.jsonl.gz ... > src/language/words.tsv
"""
import collections
import gzip
import json
import math
import sys

import numpy as np

LEAST, CONTEXTS, DIMENSIONS, CLUSTERS, ROUNDS = 5, 4000, 100, 400, 25
FULL = {i: i - 0xFEE0 for i in range(0xFF01, 0xFF5F)}


def read_words(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    return {row[0]: (int(row[1]), row[2]) for row in rows}


def segment(text, costs, longest=6):
    best = [(0.0, 0)] + [(math.inf, 0)] * len(text)
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + longest) + 1):
            cost = costs.get(text[start:end], 20.0 if end == start + 1 else None)
            if cost is not None and best[start][0] + cost < best[end][0]:
                best[end] = (best[start][0] + cost, start)
    words, end = [], len(text)
    while end:
        words.append(text[best[end][1] : end])
        end = best[end][1]
    return words[::-1]


def sentences(words, segmented, corpora):
    for line in open(segmented, encoding="utf-8"):
        yield [token.rpartition("/")[0].translate(FULL) for token in line.split()]
    total = sum(count for count, _ in words.values())
    costs = {word: math.log(total / count) for word, (count, _) in words.items()}
    for path in corpora:
        for line in gzip.open(path, "rt", encoding="utf-8"):
            yield segment(json.loads(line)["text"].translate(FULL), costs)


def fold(token):
    return "0" if token[0].isascii() and token[0].isalnum() else token


def vectors(counts, pairs, frequent):
    rows = {w: i for i, w in enumerate(frequent)}
    columns = {w: i for i, (w, _) in enumerate(counts.most_common(CONTEXTS))}
    matrix = np.zeros((len(rows), 2 * CONTEXTS), dtype=np.float32)
    for (a, b), n in pairs.items():
        if a in rows and b in columns:
            matrix[rows[a], columns[b]] += n
        if b in rows and a in columns:
            matrix[rows[b], CONTEXTS + columns[a]] += n
    total = matrix.sum()
    expected = matrix.sum(1, keepdims=True) * (matrix.sum(0, keepdims=True) ** 0.75)
    expected *= total / expected.sum()
    matrix = np.log(np.maximum(matrix, 1e-9) / np.maximum(expected, 1e-9)).clip(0)
    random = np.random.default_rng(1)
    basis = matrix @ random.standard_normal((matrix.shape[1], DIMENSIONS + 20)).astype(np.float32)
    for _ in range(4):
        basis = np.linalg.qr(matrix @ (matrix.T @ np.linalg.qr(basis)[0]))[0]
    u, s, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    out = (basis @ u)[:, :DIMENSIONS] * np.sqrt(s[:DIMENSIONS])
    return out / np.linalg.norm(out, axis=1, keepdims=True).clip(1e-9)


def k_means(points):
    random = np.random.default_rng(2)
    centres = points[random.choice(len(points), CLUSTERS, replace=False)]
    for _ in range(ROUNDS):
        nearest = (points @ centres.T).argmax(1)
        for k in range(CLUSTERS):
            members = points[nearest == k]
            if len(members):
                centre = members.sum(0)
                centres[k] = centre / max(np.linalg.norm(centre), 1e-9)
    return nearest


def main(list_path, segmented, *corpora):
    words = read_words(list_path)
    counts, pairs = collections.Counter(), collections.Counter()
    for tokens in sentences(words, segmented, corpora):
        tokens = ["^"] + [fold(t) for t in tokens] + ["$"]
        counts.update(tokens[1:-1])
        pairs.update(zip(tokens, tokens[1:]))
    frequent = [w for w in words if counts[w] >= LEAST]
    cluster = dict(zip(frequent, k_means(vectors(counts, pairs, frequent))))
    print("# word\tcount\tpart of speech\tcluster\t(written by training/words.py and training/clusters.py)")
    for word, (count, pos) in words.items():
        print(f"{word}\t{count}\t{pos}\t{cluster[word] + 1 if word in cluster else 0}")


main(*sys.argv[1:])

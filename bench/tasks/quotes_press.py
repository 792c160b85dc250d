"""Who said what in the press part: floating quotes, several paragraphs, news from outside the United States."""

from bench.tasks.quotes import predict, score

__all__ = ["GOLD", "predict", "score"]

GOLD = ("benchmarks/quotes-press/dev.jsonl",)

"""The same question as `capitals`, over two newspapers."""

from __future__ import annotations

from bench.tasks.capitals import predict, score

GOLD = ("benchmarks/capitals/gold_press.json",)

__all__ = ["GOLD", "predict", "score"]

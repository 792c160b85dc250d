"""Accuracy and speed on gold data that lies outside the repository: `python -m bench TASK [GOLD]`, see README.md."""

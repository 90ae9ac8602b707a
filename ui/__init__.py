"""The chat window: a thin layer over `qa` that draws answers and their proof."""

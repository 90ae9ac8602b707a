"""Questions for grades, answered from the judgement table."""

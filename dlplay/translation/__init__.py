"""Numbers and dates between Chinese, English words and digits: by an attention model, judged by rules."""

"""Character models that write, and what can be seen of them: numpy only."""

from dlplay.text.char_lstm import CharLSTM

__all__ = ["CharLSTM"]

"""dlplay: the models, functions and experiments behind the playground's pages."""

__version__ = "0.1.0"  # as in pyproject.toml; a test compares

"""dlplay: the models, functions and experiments behind the playground's pages."""

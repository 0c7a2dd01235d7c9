"""The views of the page on convolution."""

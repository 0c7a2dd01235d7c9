"""The views of the page that finds digits on a sheet."""

"""The views of the page on recurrent memory."""

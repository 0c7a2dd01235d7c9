"""The views of the page on segmentation."""

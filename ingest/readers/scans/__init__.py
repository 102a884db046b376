"""Page images: made ready, read by Tesseract word by word, put into lines in reading order."""

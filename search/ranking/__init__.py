"""The learned second stage: the first stage's best passages, put into a better order."""

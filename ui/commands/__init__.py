"""The commands of `cancu`, grouped by what they do. Each module offers `register(app)`."""

"""Command line and web interface; `ui.library` joins kg, ingest and search."""

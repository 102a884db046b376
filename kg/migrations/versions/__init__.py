"""One file per step; a step that users have run is never changed."""

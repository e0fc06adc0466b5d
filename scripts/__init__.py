"""What surrounds the code of the portal: set-up, start, tests. Run as `python -m scripts.NAME` from the top folder."""

"""Forms check what is typed and hand clean values on; they decide nothing."""

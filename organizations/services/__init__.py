"""Acts on people and organizations."""

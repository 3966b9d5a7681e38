"""Guides in the product: short steps with pictures, in large print, for anybody without signing in."""

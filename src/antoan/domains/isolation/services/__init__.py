"""Writes of orders and sites."""

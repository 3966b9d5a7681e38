"""Reads of orders and sites."""
